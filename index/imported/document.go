package imported

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"tizbe/index/retrieval"
	"tizbe/versioning/archive"
)

// documentVersion changes whenever the documents do.
const documentVersion = 1

// Fields of the documents.
const (
	fieldWord = "w"
	fieldKind = "k" // kindAct for the document of an act
	fieldAct  = "a" // its sum and name
	kindAct   = "act"
)

// What a word is to an act.
const (
	rankKnown = 0 // another act had the word before
	rankNew   = 1
	rankOften = 2
	rankTitle = 3
)

// A word stands often in an act where it is at least oftenShare-th of its
// words and stands there oftenTimes.
const (
	oftenShare = 200
	oftenTimes = 5
)

// A number names an act within the index; 3 bytes of each ID.
type number uint32

const maxNumber = 1<<24 - 1

// Days are counted from so many before 1970-01-01, which makes them positive.
const firstDay = 1 << 23

func append3(b []byte, v uint32) []byte { return append(b, byte(v>>16), byte(v>>8), byte(v)) }

func read3(s string) uint32 { return uint32(s[0])<<16 | uint32(s[1])<<8 | uint32(s[2]) }

// actDocument is the ID of the document of an act.
func actDocument(n number) string { return string(append(append3(nil, uint32(n)), 0)) }

// documentID is the ID of the document with the words that an act got and lost
// on the days, in order.
func documentID(n number, days []int) string {
	b := append3(make([]byte, 0, 3+3*len(days)), uint32(n))
	for _, d := range days {
		b = append3(b, uint32(d+firstDay))
	}
	return string(b)
}

// parseID returns the number of the act, and the days. act says that it is
// the document of the act itself.
func parseID(id string) (n number, days string, act, ok bool) {
	if len(id) < 3 {
		return 0, "", false, false
	}
	n, days = number(read3(id)), id[3:]
	return n, days, len(days) == 1, len(days) == 1 || len(days)%3 == 0
}

// on reports whether an act that got and lost something on the days had it on
// the day.
func on(days string, day int) bool {
	had := false
	for ; len(days) >= 3 && int(read3(days))-firstDay <= day; days = days[3:] {
		had = !had
	}
	return had
}

// A words is a document: the words that an act had on the same days, and what
// each is to the act.
type words struct {
	id    string
	rank  map[string]int
	act   number
	again bool // something of the act is indexed already
}

// wordsOf returns the documents of an act.
func wordsOf(n number, p *archive.Pack) []*words {
	lines, set, sets := p.Wordings()
	type word struct {
		set, times int
		title      bool
	}
	all := make(map[string]*word)
	u := unions{sets: sets, known: make(map[[2]int]int), byDays: make(map[string]int)}
	for i, s := range sets {
		u.byDays[key(s)] = i
	}
	total := 0
	for i, l := range lines {
		title := strings.HasPrefix(l.EID, "title")
		retrieval.PlainWords(l.Raw, func(term []byte, _, _ int) bool {
			total++
			w := all[string(term)]
			if w == nil {
				w = &word{set: set[i]}
				all[string(term)] = w
			}
			if w.set != set[i] {
				w.set = u.union(w.set, set[i])
			}
			w.times++
			w.title = w.title || title
			return true
		})
	}
	revs := p.Revisions()
	byID := make(map[string]*words)
	bySet := make([]*words, len(u.sets))
	var out []*words
	for t, w := range all {
		d := bySet[w.set]
		if d == nil {
			id := documentID(n, turns(u.sets[w.set], revs))
			if d = byID[id]; d == nil {
				d = &words{id: id, rank: make(map[string]int)}
				byID[id] = d
				out = append(out, d)
			}
			bySet[w.set] = d
		}
		switch {
		case w.title:
			d.rank[t] = rankTitle
		case w.times >= oftenTimes && w.times*oftenShare >= total:
			d.rank[t] = rankOften
		default:
			d.rank[t] = rankKnown
		}
	}
	slices.SortFunc(out, func(a, b *words) int { return strings.Compare(a.id, b.id) })
	return out
}

// turns returns the days on which an act got and lost what the revisions have.
func turns(set []int, revs []archive.Revision) (days []int) {
	for k, n := range set {
		if k == 0 || set[k-1] != n-1 {
			days = turn(days, revs[n].Effective.Days())
		}
		if n+1 < len(revs) && (k+1 == len(set) || set[k+1] != n+1) {
			days = turn(days, revs[n+1].Effective.Days())
		}
	}
	return days
}

// turn adds a day; what came and went on one day was not there.
func turn(days []int, day int) []int {
	if n := len(days); n > 0 && days[n-1] == day {
		return days[:n-1]
	}
	return append(days, day)
}

// unions are sets of revisions, each once.
type unions struct {
	sets   [][]int
	known  map[[2]int]int
	byDays map[string]int
}

func key(set []int) string {
	b := make([]byte, 0, 2*len(set))
	for _, n := range set {
		b = binary.BigEndian.AppendUint16(b, uint16(n))
	}
	return string(b)
}

func (u *unions) union(a, b int) int {
	k := [2]int{min(a, b), max(a, b)}
	if s, ok := u.known[k]; ok {
		return s
	}
	set := slices.Concat(u.sets[a], u.sets[b])
	slices.Sort(set)
	set = slices.Compact(set)
	s, ok := u.byDays[key(set)]
	if !ok {
		s = len(u.sets)
		u.sets = append(u.sets, set)
		u.byDays[key(set)] = s
	}
	u.known[k] = s
	return s
}

// document returns the document as bleve takes it.
func (d *words) document() *document.Document {
	f := &wordField{terms: make(index.TokenFrequencies, len(d.rank))}
	for t, r := range d.rank {
		tf := &index.TokenFreq{Term: []byte(t)}
		tf.SetFrequency(r)
		f.terms[t] = tf
	}
	out := document.NewDocument(d.id)
	out.AddField(f)
	return out
}

// A wordField is the field of words, which are known without reading a text.
type wordField struct{ terms index.TokenFrequencies }

var _ document.Field = (*wordField)(nil)

func (f *wordField) Name() string                                     { return fieldWord }
func (f *wordField) Value() []byte                                    { return nil }
func (f *wordField) ArrayPositions() []uint64                         { return nil }
func (f *wordField) EncodedFieldType() byte                           { return 't' }
func (f *wordField) Analyze()                                         {}
func (f *wordField) Options() index.FieldIndexingOptions              { return index.IndexField }
func (f *wordField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *wordField) NumPlainTextBytes() uint64                        { return 0 }
func (f *wordField) Size() int                                        { return 64 * len(f.terms) }

// AnalyzedLength is written beside each number but 0. The reader takes a
// length of 0 in the dictionary for none.
func (f *wordField) AnalyzedLength() int { return 1 }
