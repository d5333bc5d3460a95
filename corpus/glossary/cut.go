package glossary

import (
	"slices"
	"strings"

	"tizbe/corpus"
)

// An elem is a piece of a question: a run of words that is an entry, a word
// that is none, or a mark.
type elem struct {
	mark    string   // "," "(" ")", else empty
	raw     string   // as typed
	text    string   // folded
	words   int      // number of words
	hyphen  bool     // joined to what is before it
	skip    bool     // a small word with no place in the Kazakh phrase
	link    bool     // the English "of": what follows belongs to what is before
	options []option // its meanings, the usual one first
}

// An option is one Kazakh phrase for an elem.
type option struct {
	class  Class
	kazakh string
	via    string
	usual  bool // typed in the dictionary form, so the nominative
	entry  int
}

// cut divides the tokens into the fewest elems, leaving as few words as
// possible unknown; of equals the one with the longest first.
//
// Titles are not used: a title is a chain itself, and its parts may have to
// be parted in Kazakh. Nor is an entry that would be the whole question.
func (g *Glossary) cut(tokens []token, lang corpus.Lang) []elem {
	n := len(tokens)
	const unknown, joining, known = 1000, 30, 20
	cost := make([]int, n+1)
	span := make([]int, n)
	for i := n - 1; i >= 0; i-- {
		t := tokens[i]
		switch {
		case !t.isWord():
			cost[i] = cost[i+1]
		case small[t.text]:
			cost[i] = cost[i+1] + joining
		default:
			cost[i] = cost[i+1] + unknown
		}
		span[i] = 0
		var k strings.Builder
		for j := i; j < n && j-i < g.longest; j++ {
			if j > i {
				k.WriteByte(' ')
			}
			k.WriteString(tokens[j].stem)
			if len(tokens[j].stem) > 200 {
				break
			}
			if n > 1 && i == 0 && j == n-1 {
				break
			}
			if !g.usable(k.String()) {
				continue
			}
			if c := cost[j+1] + known; c <= cost[i] {
				cost[i], span[i] = c, j-i+1
			}
		}
	}
	var out []elem
	for i := 0; i < n; {
		t := tokens[i]
		e := elem{raw: t.raw, text: t.text, hyphen: t.hyphen, words: 1}
		if span[i] == 0 {
			switch {
			case !t.isWord():
				e.mark = t.text
			case small[t.text]:
				e.skip = true
				e.link = lang == corpus.English && links[t.text]
			}
			out = append(out, e)
			i++
			continue
		}
		run := tokens[i : i+span[i]]
		e.words = len(run)
		for _, o := range g.options(run) {
			if o.class != Title {
				e.options = append(e.options, o)
			}
		}
		out = append(out, e)
		i += span[i]
	}
	return settle(out)
}

// options returns the Kazakh phrases of the entries that run is, in the order
// of the file.
func (g *Glossary) options(run []token) []option {
	var out []option
	for _, t := range g.terms[key(run)] {
		usual := slices.EqualFunc(t.tokens, run, func(a, b token) bool { return a.text == b.text })
		for _, kk := range g.entries[t.entry].Kazakh {
			out = append(out, option{g.entries[t.entry].Class, kk, t.text, usual, t.entry})
		}
	}
	return out
}

// usable reports whether a composed reading may use the key.
func (g *Glossary) usable(key string) bool {
	for _, t := range g.terms[key] {
		if g.entries[t.entry].Class != Title {
			return true
		}
	}
	return false
}

// role is what a class does in the chain of nouns.
func role(c Class) byte {
	switch c {
	case Rank, Adjective, Service:
		return 'a'
	case Scope:
		return 's'
	case Qualifier:
		return 'q'
	case Preposition:
		return 'p'
	case Conjunction:
		return 'c'
	case Particle:
		return '-'
	}
	return 'n'
}

// settle decides by the neighbours of an elem which of its roles it plays:
// дежурный помощник and помощник дежурного. Only options of that role stay.
func settle(elems []elem) []elem {
	for i := range elems {
		e := &elems[i]
		e.options = asTyped(e.options)
		if len(e.options) < 2 {
			continue
		}
		want := role(e.options[0].class)
		roles := map[byte]bool{}
		for _, o := range e.options {
			roles[role(o.class)] = true
		}
		if roles['a'] && roles['n'] {
			want = 'n'
			if form := adjectival(e.text); isCyrillic(e.text) && form != e.allAdjectival() {
				// районного and района have one stem: the ending decides.
				if form {
					want = 'a'
				}
			} else if i+1 < len(elems) && elems[i+1].mark == "" && modifies(*e, elems[i+1]) {
				want = 'a'
			} else if i > 0 && elems[i-1].is(Person) && modifies(*e, elems[i-1]) {
				want = 'a' // инспектор дежурный; but помощник дежурного
			}
		}
		keep := e.options[:0:0]
		for _, o := range e.options {
			if role(o.class) == want {
				keep = append(keep, o)
			}
		}
		e.options = keep
	}
	// оперативное управление is a unit, and what a centre or a department
	// does: центр оперативного управления.
	for i := 1; i < len(elems); i++ {
		o, before := elems[i].options, elems[i-1].options
		if len(o) < 2 || len(before) == 0 || before[0].class != Unit {
			continue
		}
		for k := range o {
			if o[k].class == Field {
				f := o[k]
				copy(o[1:k+1], o[:k])
				o[0] = f
				break
			}
		}
	}
	return elems
}

// asTyped keeps, of meanings that only their stem joins (кинолог, кинология),
// those typed as the dictionary has them, if there are any.
func asTyped(options []option) []option {
	var out []option
	for _, o := range options {
		if o.usual {
			out = append(out, o)
		}
	}
	if out == nil {
		return options
	}
	return out
}

// allAdjectival reports whether all terms of e have the form of adjectives, as
// дежурный does both as one and as a noun.
func (e elem) allAdjectival() bool {
	for _, o := range e.options {
		if !adjectival(strings.ToLower(o.via)) {
			return false
		}
	}
	return true
}

var adjectiveEndings = strings.Fields("ый ий ой ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ей ыми ими")

// adjectival reports whether a Russian word has the ending of an adjective.
func adjectival(word string) bool {
	for _, e := range adjectiveEndings {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

// modifies reports whether e, which may be an adjective or a noun, is the
// adjective of the next elem: a position must follow, and agree with it in
// case.
func modifies(e, next elem) bool {
	if len(next.options) == 0 {
		return false
	}
	switch next.options[0].class {
	case Person, Deputy, Rank:
	default:
		return false
	}
	return e.options[0].usual == next.options[0].usual || !isCyrillic(e.text)
}

// choices lists which option of each elem a reading uses: the usual ones
// first, these without the postposition жөніндегі, which names of units often
// lack, and with it after the line of work of a position, where Russian has the
// bare genitive; then one other option at a time.
func choices(elems []elem) []choice {
	base := choice{elem: -1}
	out := []choice{base}
	bare, person, field := false, false, false
	for _, e := range elems {
		bare = bare || e.is(Preposition)
		person = person || e.is(Person)
		field = field || person && (e.is(Field) || e.is(Duty))
	}
	if bare {
		out = append(out, choice{elem: -1, bare: true})
	}
	if field {
		out = append(out, choice{elem: -1, matter: true})
	}
	for k := 1; k < 4; k++ {
		for i, e := range elems {
			if k < len(e.options) {
				out = append(out, choice{elem: i, option: k})
				if field && e.is(Field) {
					out = append(out, choice{elem: i, option: k, matter: true})
				}
			}
		}
	}
	if len(out) > 4*maxReadings {
		out = out[:4*maxReadings]
	}
	return out
}

type choice struct {
	elem, option int  // elem uses option, the others their first; -1: all their first
	bare         bool // по is not said
	matter       bool // инспектор подготовки is said as инспектор по подготовке
}
