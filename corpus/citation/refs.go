package citation

import (
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/pattern"
)

// A Span is a part of the folded text, [Start, End).
type Span struct{ Start, End int }

// maxRefs bounds what one passage may name.
const maxRefs = 2000

// Refs reads all parts that s names, and returns what is left between them:
// conjunctions, punctuation and the words for the act itself excepted. With
// something left, the references are not to be trusted as complete.
//
// In Kazakh a possessive noun belongs to the owner named before it
// ("1-баптың 5-тармағын, 7-тармағын": both of article 1; "5-тармағы 2)
// тармақшасының": subpoint 2 of point 5), another stands for itself. In Russian the owner named last in a list owns all of its members
// that lack one ("подпунктов 1) и 2), абзаца второго подпункта 5) пункта 3"),
// and what is named with "в" owns the direct objects behind it ("в пункте 3
// подпункты 1) и 4)").
func (s Cut) Refs(lang corpus.Lang) (refs []Ref, rest []Span) {
	var chains [][]Step // outermost first; nil where a list ends
	var owner []Step    // Kazakh: the genitives in force; Russian: what "в" names
	tied := false       // the step before owns the next one
	inside := false     // Russian: nothing but "в" stands behind the step before
	holder := -1        // Russian: the chain that says where (в пункте 3)
	for i := 0; i < len(s.Tokens); {
		st, next := s.StepAt(i, lang)
		if next == 0 {
			switch t := s.Tokens[i]; {
			case t.Is(";"):
				chains, owner = append(chains, nil), nil
			case !t.Is("-", "–") && t.Kind == Punct, t.Kind == Word && (linkWord(t.S) || ActNoun(t.S) != ""):
			default:
				rest = append(rest, Span{t.Start, t.End})
			}
			inside = s.Tokens[i].Is("в", "во") && (tied || inside)
			tied = tied && s.Tokens[i].Kind == Word && ActNoun(s.Tokens[i].S) != ""
			i++
			continue
		}
		n := len(chains)
		switch {
		case lang == corpus.Russian && tied && st.Case&Genitive != 0 && !(holder == n-1 && st.Case&Direct != 0 && inner(st, chains[n-1])):
			// "в пункте 3 строки 1 и 2" reads like a genitive, but the inner
			// level owns nothing.
			chains[n-1] = slices.Insert(chains[n-1], len(owner), st)
		case lang == corpus.Russian && inside && n > 0 && len(chains[n-1]) > 0 && st.Level > chains[n-1][len(chains[n-1])-1].Level && st.Case&Locative != 0:
			// "в строке «…» в графе 3": from the outer level in.
			chains[n-1] = append(chains[n-1], st)
		case lang == corpus.Russian:
			switch only := st.Case & (Direct | Locative); {
			case tied && holder == n-1 && n > 0 && only == Direct && inner(st, chains[n-1]):
				owner, chains = chains[n-1], chains[:n-1]
			case only == Locative:
				owner, holder = nil, n
			}
			chains = append(chains, append(slices.Clone(owner), st))
		default:
			if !st.Poss && !tied {
				owner = nil
			}
			for m := len(owner); !tied && m > 0 && owner[m-1].Level >= st.Level; m-- {
				owner = owner[:m-1]
			}
			inner, more := s.StepAt(next, lang)
			if more > 0 && (st.Case == Genitive || inner.Level > st.Level && (st.Case == Locative || st.Case == Direct && st.Poss && inner.Poss && !st.Plural)) {
				owner = append(owner, st)
				tied, i = true, next
				continue
			}
			chains = append(chains, append(slices.Clone(owner), st))
		}
		tied, inside, i = lang == corpus.Russian, false, next
	}
	if lang == corpus.Russian {
		for i := len(chains) - 2; i >= 0; i-- {
			if len(chains[i]) == 0 {
				continue
			}
			// What the next member belongs to is shared, not that member.
			outer := chains[i][0].Level
			var own []Step
			for k, st := range chains[i+1] {
				if st.Level < outer && k < len(chains[i+1])-1 {
					own = append(own, st)
				}
			}
			chains[i] = append(own, chains[i]...)
		}
	}
	for _, c := range chains {
		if len(refs) < maxRefs {
			refs = append(refs, Expand(c)...)
		}
	}
	return refs, rest
}

// inner reports whether a step may stand inside what the chain names: a lower
// level, or a row named by its words inside a cell (в графе 2 строку «…»).
func inner(st Step, chain []Step) bool {
	in := chain[len(chain)-1].Level
	return st.Level > in || in == Column && st.Level == Row && st.Name != ""
}

// Expand returns the paths of all parts that the chain of steps names,
// outermost first.
func Expand(chain []Step) []Ref {
	if len(chain) == 0 {
		return nil
	}
	out := []Ref{nil}
	for _, st := range chain {
		nums := st.Nums
		if len(nums) == 0 {
			nums = []string{""}
		}
		var grown []Ref
		for _, r := range out {
			for _, n := range nums {
				if len(grown) < maxRefs {
					grown = append(grown, append(slices.Clone(r), Elem{st.Level, n, st.Name}))
				}
			}
		}
		out = grown
	}
	return out
}

func linkWord(w string) bool {
	switch w {
	case "және", "мен", "пен", "бен", "сондай", "ақ", "осы", "оның", "сонымен", "қатар",
		"и", "а", "также", "в", "во", "настоящего", "настоящей", "настоящему", "настоящим", "его", "к", "ко":
		return true
	}
	return false
}

var actNouns = []struct{ stem, subtype string }{
	{"қаулы", "resolution"}, {"бұйры", "order"}, {"жарлы", "decree"}, {"заң", "law"}, {"шешім", "decision"}, {"өкім", "instruction"}, {"кодекс", "code"},
	{"постановлени", "resolution"}, {"приказ", "order"}, {"указ", "decree"}, {"закон", "law"}, {"решени", "decision"}, {"распоряжени", "instruction"},
}

// notActs are words that begin like the name of an act: legislation, lawful,
// the said.
var notActs = pattern.New(`^(?:законод|законн|заңнама|заңды|заңсыз|указан|указыв|приказыв|решено|шешімдер|қаулы ет)`)

// ActNoun returns the Akoma Ntoso subtype of the act that a folded word
// means in any case ("қаулының", "постановлению"), or "".
func ActNoun(w string) string {
	for _, a := range actNouns {
		if rest, ok := strings.CutPrefix(w, a.stem); ok && len(rest) <= 18 && !notActs.MatchString(w) {
			return a.subtype
		}
	}
	return ""
}
