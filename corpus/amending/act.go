package amending

import (
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/enactment"
)

// An Op says what a clause does. The values are those of the operations that
// the clause compiles to.
type Op string

// The operations.
const (
	Insert       Op = "insert"        // толықтырылсын, дополнить
	Replace      Op = "replace"       // мынадай редакцияда жазылсын, изложить в следующей редакции
	Delete       Op = "delete"        // алып тасталсын, исключить
	ReplaceWords Op = "replace_words" // деген сөздер … деген сөздермен ауыстырылсын
	InsertWords  Op = "insert_words"  // деген сөздерден кейін … деген сөздермен толықтырылсын
	DeleteWords  Op = "delete_words"  // деген сөздер алып тасталсын
	ReplaceAnnex Op = "replace_annex" // … осы қаулыға қосымшаға сәйкес жаңа редакцияда жазылсын
	Repeal       Op = "repeal"        // күші жойылды деп танылсын
	Suspend      Op = "suspend"       // қолданысы … тоқтатыла тұрсын
	NoOp         Op = "no_op"         // only the text in the other language changes
)

// A Position places what is inserted.
type Position string

// The positions. The empty one is the place that the number gives, and for
// words the end of the target.
const (
	After  Position = "after"  // кейін, после
	Before Position = "before" // алдында, перед
)

// A Pair is a change of words, verbatim. From is empty for words inserted, To
// for words deleted.
type Pair struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
}

// A Target names what a clause changes.
type Target struct {
	// Act is the act changed, where type, date and number are all readable.
	Act corpus.ActID
	// ActTitle is the act's title, or where it has none the words that name
	// it.
	ActTitle string
	// Annex is the document that the act approved (ереже, тізбе, Положение,
	// перечень), by its name in the nominative; empty for the act's own text.
	Annex string
	// List is a list inside that document, by its name.
	List string
	// Path leads from there to the provision, outermost level first. An
	// inserted provision is named itself: point 15-1.
	Path citation.Ref
	// Everywhere: the words change wherever they stand in the target.
	Everywhere bool
}

// Num returns the number that the path gives on a level, or "".
func (t Target) Num(l citation.Level) string {
	for _, e := range t.Path {
		if e.Level == l {
			return e.Num
		}
	}
	return ""
}

// Name returns the quoted heading that the path gives on a level, or "".
func (t Target) Name(l citation.Level) string {
	for _, e := range t.Path {
		if e.Level == l {
			return e.Name
		}
	}
	return ""
}

// A Clause is one change that an amending act makes.
type Clause struct {
	Op     Op
	Target Target
	// Also are the paths of further targets that share the payload, where it
	// could not be divided among them. Otherwise each has a clause of its own.
	Also []citation.Ref
	// Position and Anchor place an insertion beside something named: a
	// provision or row (Anchor), or words (Words).
	Position Position
	Anchor   citation.Ref
	Words    string
	// Pairs are the words changed, in the order of the clause.
	Pairs []Pair
	// Before is the old wording where the clause quotes it whole.
	Before string
	// After is the payload, a paragraph each, without the outer quotation
	// marks and what follows the closing one; of a suspension the wording that
	// holds for its time.
	After []string
	// Annex is the number of the annex of the amending act that holds the new
	// wording ("осы қаулыға 5-қосымшаға сәйкес"); ByAnnex says that there is
	// one, since a single annex has no number.
	Annex   string
	ByAnnex bool
	// Mark is the mark of approval that the new wording bears besides that of
	// the amending act's annex: the one it has in the act that is changed.
	Mark string
	// From and Until bound a suspension; Until is the first day on which it no
	// longer holds (… дейін, до). Qualifier is the condition it is subject to,
	// verbatim (… азаматтары үшін).
	From, Until corpus.Date
	Qualifier   string
	// Line is the line of the source on which the clause begins, Text the
	// clause verbatim, Context the lines it stands under, outermost first.
	Line    int
	Text    string
	Context []string
	// Doubts say what was mended in reading the payload: a quotation mark that
	// is missing or left over.
	Doubts []Doubt
}

// A Doubt names a place where the quotation marks of a payload do not fit.
type Doubt string

// The doubts.
const (
	DoubtUnclosed Doubt = "unclosed_quotation" // the payload has no closing mark; it ends before the next clause
	DoubtUnopened Doubt = "unopened_quotation" // the payload has no opening mark
	DoubtLeftOver Doubt = "leftover_quotation" // a closing mark too many inside the payload, which goes on behind it
	DoubtNoText   Doubt = "no_payload"         // the clause announces a text that does not follow
	DoubtWithheld Doubt = "withheld_payload"   // the new wording is not published (для служебного пользования)
)

// A Role says what a paragraph of an amending act is.
type Role string

// The roles. All but RoleClause, RolePayload and RoleUnread change nothing.
const (
	RoleClause       Role = "clause"
	RolePayload      Role = "payload"
	RoleUnread       Role = "unread"
	RoleContext      Role = "context"      // names the act or provision for the clauses below
	RoleIntroduction Role = "introduction" // мынадай өзгерістер енгізілсін, without an act
	RoleTitle        Role = "title"        // of the act or of an annex
	RolePreamble     Role = "preamble"     // with the enacting formula
	RoleEntry        Role = "entry"        // entry into force and application
	RoleApproves     Role = "approves"     // approves the changes set out in an annex
	RoleProvision    Role = "provision"    // a norm of the act's own: құрылсын, создать
	RoleRename       Role = "rename"       // renames a body: болып қайта аталсын, переименовать
	RoleWithheld     Role = "withheld"     // Қызмет бабында пайдалану үшін, Для служебного пользования
	RoleTombstone    Role = "tombstone"    // the publisher's words in place of a provision no longer in force
	RoleEditorial    Role = "editorial"    // Ескерту, Сноска
	RoleSignature    Role = "signature"
	RoleApproval     Role = "approval" // бекіту белгісі of an annex
	RoleAnnex        Role = "annex"    // text of an annex that no clause refers to
)

// A Paragraph is one paragraph of the amending act and what it was read as.
type Paragraph struct {
	Line    int
	Role    Role
	Text    string // as published
	Clauses []int  // indexes of the clauses it makes or serves
	// Own is the eId of the amending act's own provision in which the paragraph
	// stands, innermost: "point_1__subpoint_2", behind "annex_3__" in an annex;
	// empty before the first.
	Own string
}

// An Act is an amending act as read.
type Act struct {
	Title   string
	Issuer  string
	Subtype string // as in the Akoma Ntoso work URI: resolution, law …
	Number  string // "" where the text has a blank
	Adopted corpus.Date
	Lang    corpus.Lang
	// Entry is the clause of entry into force and application; HasEntry is
	// false where the text has none. A day of its own for some points stands
	// among its exceptions, with the eIds of this act's points.
	Entry    enactment.Clause
	HasEntry bool
	Clauses  []Clause
	// Paragraphs accounts for every paragraph of the text, in its order.
	Paragraphs []Paragraph
}

// Unread returns the paragraphs that were not understood.
func (a *Act) Unread() []Paragraph {
	var out []Paragraph
	for _, p := range a.Paragraphs {
		if p.Role == RoleUnread {
			out = append(out, p)
		}
	}
	return out
}

// ID returns the identifier of the amending act, "" where its type, date or
// number is not in the text.
func (a *Act) ID() corpus.ActID {
	return workID(a.Subtype, a.Adopted, a.Number)
}

func workID(subtype string, adopted corpus.Date, number string) corpus.ActID {
	if subtype == "" || adopted.IsZero() || number == "" {
		return ""
	}
	// The numbers of ministers' orders have marks that a URI cannot hold: 4-4/382.
	number = strings.NewReplacer("/", "-", " ", "-").Replace(number)
	id, err := corpus.ParseActID("/akn/kz/act/" + subtype + "/" + adopted.String() + "/" + number)
	if err != nil {
		return ""
	}
	return id
}
