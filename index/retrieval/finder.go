package retrieval

import "iter"

// A Field is a field of the documents.
type Field string

// The fields.
const (
	FieldExact      Field = "exact"
	FieldStem       Field = "stem"
	FieldFolded     Field = "folded"
	FieldForm       Field = "form"
	FieldPathStem   Field = "path_stem"
	FieldPathFolded Field = "path_folded"
	FieldAct        Field = "act"
	FieldKind       Field = "kind"  // the kind of hit and the kind of provision
	FieldPoint      Field = "point" // number of the point
	FieldEID        Field = "eid"
	FieldIn         Field = "in" // act and revision, see [InTerm]
)

// A Finder finds the wordings that meet a condition, and knows the words that
// they have. It is called by one goroutine at a time.
type Finder interface {
	// Find returns the wordings that meet the question, and how many they
	// are: where they are more than the limit, those of the highest boosts.
	// Their order says nothing.
	Find(q Question, limit int) (found []Found, total int, err error)
	// Knows reports whether a wording has the term.
	Knows(f Field, term string) bool
	// Similar yields, in the order of their bytes, the terms of the field that
	// are at most two edits from the term, and may yield others.
	Similar(f Field, term string) iter.Seq[string]
}

// A Question is what is looked for, and where: both conditions must be met, and
// only those of Words value a wording.
type Question struct{ Words, Scope All }

// Found is a wording that meets a condition.
type Found struct {
	ID  string // of the document
	Doc *Document
	// Places returns where the text has the term of a field of its words.
	Places func(f Field, term string) []Place
}

// A Place is a word of a text: where it stands in bytes, and which word it is.
type Place struct{ Start, End, Pos int }

// A Condition says which wordings are wanted: a [Term], a [Phrase], [Days],
// [Any] or [All] of several.
type Condition interface{ condition() }

type (
	// Term: the field has the term. Of very many wordings those of the highest
	// sum of boosts are found.
	Term struct {
		Field Field
		Term  string
		Boost float64
	}
	// Phrase: the text has a word of each set side by side; a set without
	// words is met by whatever stands there, or by nothing.
	Phrase struct {
		Field Field
		Words [][]string
	}
	// Days: some stretch of validity begins on the day or before, and some
	// ends on it or later.
	Days int
	// Any is met where one of the conditions is; never where there is none.
	Any []Condition
	// All is met where all of the conditions are, or there is none.
	All []Condition
)

func (Term) condition()   {}
func (Phrase) condition() {}
func (Days) condition()   {}
func (Any) condition()    {}
func (All) condition()    {}
