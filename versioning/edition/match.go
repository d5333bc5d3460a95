package edition

import (
	"sort"
	"strings"
	"unicode"

	"tizbe/corpus"
)

// A token is one member of a sequence that is matched: a paragraph, or a
// provision that holds a sequence of its own.
type token struct {
	p    *corpus.Provision
	up   *corpus.Provision // the parent in its tree
	key  string            // equal keys are the same provision
	text string            // of which the words are compared
	sort string            // only tokens of one sort are compared by words
	fix  bool              // the key decides alone
}

const (
	// maxCells bounds the table of a comparison; longer sequences are first
	// divided at the lines that each has once.
	maxCells = 4 << 20
	// alike is the least share of common words of two wordings of one
	// paragraph.
	alike = 0.5
)

// match returns, for every token of b, the index of the token of a that is the
// same provision, or -1. Matches keep the order, but for provisions with a
// number that both have once.
func match(a, b []token) []int {
	out := make([]int, len(b))
	for i := range out {
		out[i] = -1
	}
	m := matcher{a, b, out}
	m.equal(0, len(a), 0, len(b))
	m.gaps()
	m.numbers()
	return out
}

type matcher struct {
	a, b []token
	to   []int
}

// equal matches tokens of equal keys in a longest common subsequence.
func (m *matcher) equal(a, an, b, bn int) {
	for a < an && b < bn && m.a[a].key == m.b[b].key {
		m.to[b] = a
		a, b = a+1, b+1
	}
	for a < an && b < bn && m.a[an-1].key == m.b[bn-1].key {
		an, bn = an-1, bn-1
		m.to[bn] = an
	}
	if a == an || b == bn {
		return
	}
	if (an-a)*(bn-b) > maxCells {
		m.divide(a, an, b, bn)
		return
	}
	n, w := an-a, bn-b
	length := make([]int32, (n+1)*(w+1))
	for i := n - 1; i >= 0; i-- {
		for j := w - 1; j >= 0; j-- {
			at := i*(w+1) + j
			if m.a[a+i].key == m.b[b+j].key {
				length[at] = length[at+w+2] + 1
			} else {
				length[at] = max(length[at+w+1], length[at+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < w; {
		at := i*(w+1) + j
		switch {
		case m.a[a+i].key == m.b[b+j].key:
			m.to[b+j] = a + i
			i, j = i+1, j+1
		case length[at+w+1] >= length[at+1]:
			i++
		default:
			j++
		}
	}
}

// divide matches what each sequence has once, and compares what lies between.
func (m *matcher) divide(a, an, b, bn int) {
	once := make(map[string]int) // 1 + index in a; 0 for none or several
	seen := make(map[string]int)
	for i := a; i < an; i++ {
		if seen[m.a[i].key]++; seen[m.a[i].key] == 1 {
			once[m.a[i].key] = i + 1
		} else {
			once[m.a[i].key] = 0
		}
	}
	clear(seen)
	for j := b; j < bn; j++ {
		seen[m.b[j].key]++
	}
	var pairs [][2]int
	for j := b; j < bn; j++ {
		if i := once[m.b[j].key]; i > 0 && seen[m.b[j].key] == 1 {
			pairs = append(pairs, [2]int{i - 1, j})
		}
	}
	pairs = rising(pairs)
	if len(pairs) == 0 {
		return // nothing to hold on to
	}
	for _, p := range append(pairs, [2]int{an, bn}) {
		m.equal(a, p[0], b, p[1])
		if p[0] < an {
			m.to[p[1]] = p[0]
		}
		a, b = p[0]+1, p[1]+1
	}
}

// rising returns a longest run of pairs whose first members rise; the second
// ones do already.
func rising(pairs [][2]int) [][2]int {
	var tails []int
	prev := make([]int, len(pairs))
	for k, p := range pairs {
		n := sort.Search(len(tails), func(n int) bool { return pairs[tails[n]][0] >= p[0] })
		prev[k] = -1
		if n > 0 {
			prev[k] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, k)
		} else {
			tails[n] = k
		}
	}
	if len(tails) == 0 {
		return nil
	}
	out := make([][2]int, len(tails))
	for k, n := tails[len(tails)-1], len(tails)-1; k >= 0; k, n = prev[k], n-1 {
		out[n] = pairs[k]
	}
	return out
}

// gaps matches by words what stands between two matches, in order.
func (m *matcher) gaps() {
	a, b := 0, 0
	for j := 0; j <= len(m.b); j++ {
		switch {
		case j == len(m.b):
			m.gap(a, len(m.a), b, j)
		case m.to[j] >= 0:
			m.gap(a, m.to[j], b, j)
			a, b = m.to[j]+1, j+1
		}
	}
}

func (m *matcher) gap(a, an, b, bn int) {
	n, w := an-a, bn-b
	if n <= 0 || w <= 0 || n*w > maxCells/16 {
		return
	}
	as, bs := make([]bag, n), make([]bag, w)
	for i := range as {
		as[i] = bagOf(m.a[a+i].text)
	}
	for j := range bs {
		bs[j] = bagOf(m.b[b+j].text)
	}
	like := func(i, j int) float64 {
		x, y := m.a[a+i], m.b[b+j]
		switch {
		case x.fix || y.fix:
			if x.key != y.key {
				return 0
			}
			return 2
		case x.sort != y.sort:
			return 0
		}
		if s := overlap(as[i], bs[j]); s >= alike {
			return s
		}
		return 0
	}
	likes, best := make([]float64, n*w), make([]float64, (n+1)*(w+1))
	for i := n - 1; i >= 0; i-- {
		for j := w - 1; j >= 0; j-- {
			at := i*(w+1) + j
			best[at] = max(best[at+w+1], best[at+1])
			if s := like(i, j); s > 0 {
				likes[i*w+j] = s
				best[at] = max(best[at], s+best[at+w+2])
			}
		}
	}
	for i, j := 0, 0; i < n && j < w; {
		at := i*(w+1) + j
		switch s := likes[i*w+j]; {
		case s > 0 && best[at] == s+best[at+w+2]:
			m.to[b+j] = a + i
			i, j = i+1, j+1
		case best[at] == best[at+w+1]:
			i++
		default:
			j++
		}
	}
}

// numbers matches provisions whose number each sequence has once, wherever
// they stand.
func (m *matcher) numbers() {
	count := make(map[string][2]int)
	at := make(map[string]int)
	for i, t := range m.a {
		if t.fix {
			c := count[t.key]
			count[t.key] = [2]int{c[0] + 1, c[1]}
			at[t.key] = i
		}
	}
	for _, t := range m.b {
		if t.fix {
			c := count[t.key]
			count[t.key] = [2]int{c[0], c[1] + 1}
		}
	}
	for j, t := range m.b {
		if t.fix && count[t.key] == [2]int{1, 1} {
			m.to[j] = at[t.key]
		}
	}
}

// A bag is how often each word stands in a text.
type bag struct {
	words map[string]int
	n     int
}

func bagOf(s string) bag {
	b := bag{words: make(map[string]int)}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		b.words[w]++
		b.n++
	}
	return b
}

// overlap is the share of words that two texts have in common.
func overlap(x, y bag) float64 {
	if x.n == 0 || y.n == 0 {
		return 0
	}
	if len(y.words) < len(x.words) {
		x, y = y, x
	}
	common := 0
	for w, n := range x.words {
		common += min(n, y.words[w])
	}
	return 2 * float64(common) / float64(x.n+y.n)
}
