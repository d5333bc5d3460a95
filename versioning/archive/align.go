package archive

import (
	"sort"
	"strings"
)

// A pair says that the line new continues the line old.
type pair struct{ old, new int }

// Bounds on the work of comparing: beyond them lines are told apart rather
// than compared at length.
const (
	maxTable    = 1 << 18 // cells of a table of common subsequences
	maxSimilar  = 1 << 10 // cells of a table of similarities
	minSimilar  = 0.45    // of the words, for lines of one kind
	otherNumber = 0.7     // of the words, for lines with different numbers
	minMoved    = 24      // bytes of a line that is known again elsewhere
)

// common finds a common subsequence of symbols, in order: whatever begins and
// ends alike, then around the symbols that both have once (patience), then by
// a table where it is small enough. Negative symbols match nothing.
func common(a, b []int32) []pair {
	var out []pair
	matchIn(a, b, 0, 0, &out)
	return out
}

func matchIn(a, b []int32, i0, j0 int, out *[]pair) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] && a[0] >= 0 {
		*out = append(*out, pair{i0, j0})
		a, b, i0, j0 = a[1:], b[1:], i0+1, j0+1
	}
	tail := 0
	for tail < len(a) && tail < len(b) && a[len(a)-1-tail] == b[len(b)-1-tail] && a[len(a)-1-tail] >= 0 {
		tail++
	}
	endA, endB := len(a)-tail, len(b)-tail
	if endA > 0 && endB > 0 {
		inner(a[:endA], b[:endB], i0, j0, out)
	}
	for k := range tail {
		*out = append(*out, pair{i0 + endA + k, j0 + endB + k})
	}
}

func inner(a, b []int32, i0, j0 int, out *[]pair) {
	anchors := unique(a, b)
	if len(anchors) == 0 {
		if len(a)*len(b) <= maxTable {
			table(a, b, i0, j0, out)
		}
		return
	}
	i, j := 0, 0
	for _, p := range anchors {
		if p.old < i || p.new < j {
			continue
		}
		matchIn(a[i:p.old], b[j:p.new], i0+i, j0+j, out)
		*out = append(*out, pair{i0 + p.old, j0 + p.new})
		i, j = p.old+1, p.new+1
	}
	matchIn(a[i:], b[j:], i0+i, j0+j, out)
}

// unique returns the longest increasing run of symbols that both have exactly
// once.
func unique(a, b []int32) []pair {
	type count struct{ na, nb, i, j int }
	seen := make(map[int32]*count, len(a))
	for i, s := range a {
		if s < 0 {
			continue
		}
		c := seen[s]
		if c == nil {
			c = new(count)
			seen[s] = c
		}
		c.na++
		c.i = i
	}
	var both []pair
	for j, s := range b {
		if c := seen[s]; s >= 0 && c != nil {
			c.nb++
			c.j = j
		}
	}
	for j, s := range b {
		if s < 0 {
			continue
		}
		if c := seen[s]; c != nil && c.na == 1 && c.nb == 1 {
			both = append(both, pair{c.i, j})
		}
	}
	return increasing(both)
}

// increasing returns a longest subsequence of the pairs, which are in order of
// new, that is in order of old as well.
func increasing(ps []pair) []pair {
	tails := make([]int, 0, len(ps))
	prev := make([]int, len(ps))
	for k, p := range ps {
		n := sort.Search(len(tails), func(n int) bool { return ps[tails[n]].old >= p.old })
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
	out := make([]pair, len(tails))
	if len(tails) == 0 {
		return out
	}
	for n, k := len(tails)-1, tails[len(tails)-1]; n >= 0; n, k = n-1, prev[k] {
		out[n] = ps[k]
	}
	return out
}

func table(a, b []int32, i0, j0 int, out *[]pair) {
	w := len(b) + 1
	t := make([]int32, (len(a)+1)*w)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] && a[i] >= 0 {
				t[i*w+j] = 1 + t[(i+1)*w+j+1]
			} else {
				t[i*w+j] = max(t[(i+1)*w+j], t[i*w+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j] && a[i] >= 0:
			*out = append(*out, pair{i0 + i, j0 + j})
			i, j = i+1, j+1
		case t[(i+1)*w+j] >= t[i*w+j+1]:
			i++
		default:
			j++
		}
	}
}

// gaps calls f with every stretch between the pairs in which both sides have
// something left.
func gaps(ps []pair, n, m int, f func(i0, i1, j0, j1 int)) {
	i, j := 0, 0
	for k := 0; k <= len(ps); k++ {
		next := pair{n, m}
		if k < len(ps) {
			next = ps[k]
		}
		if next.old > i && next.new > j {
			f(i, next.old, j, next.new)
		}
		i, j = next.old+1, next.new+1
	}
}

// similar pairs lines of mostly the same words, in order, so that the sum of
// the likenesses is greatest.
func similar(old, new []shape, i0, j0 int) []pair {
	n, m := len(old), len(new)
	if n*m > maxSimilar {
		// Too many to compare each with each: a band around the diagonal.
		var out []pair
		for k := range min(n, m) {
			if likeness(words(old[k].text), words(new[k].text), old[k], new[k]) > 0 {
				out = append(out, pair{i0 + k, j0 + k})
			}
		}
		return out
	}
	bags := func(in []shape) []map[string]int {
		out := make([]map[string]int, len(in))
		for i, s := range in {
			out[i] = words(s.text)
		}
		return out
	}
	bo, bn := bags(old), bags(new)
	w := m + 1
	like := make([]float64, n*m)
	t := make([]float64, (n+1)*w)
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			l := likeness(bo[i], bn[j], old[i], new[j])
			like[i*m+j] = l
			t[i*w+j] = max(t[(i+1)*w+j], t[i*w+j+1])
			if l > 0 {
				t[i*w+j] = max(t[i*w+j], l+t[(i+1)*w+j+1])
			}
		}
	}
	var out []pair
	for i, j := 0, 0; i < n && j < m; {
		switch l := like[i*m+j]; {
		case l > 0 && t[i*w+j] == l+t[(i+1)*w+j+1]:
			out = append(out, pair{i0 + i, j0 + j})
			i, j = i+1, j+1
		case t[i*w+j] == t[(i+1)*w+j]:
			i++
		default:
			j++
		}
	}
	return out
}

// words counts the words of a line, the first 400 of them.
func words(line string) map[string]int {
	out := make(map[string]int)
	n := 0
	for w := range strings.FieldsSeq(line) {
		if n++; n > 400 {
			break
		}
		out[w]++
	}
	return out
}

// likeness is the share of words that two lines have in common (Dice), 0
// where it is too small for one to continue the other.
func likeness(a, b map[string]int, x, y shape) float64 {
	if x.prefix != y.prefix || x.level != y.level {
		return 0
	}
	na, nb, both := 0, 0, 0
	for w, n := range a {
		na += n
		both += min(n, b[w])
	}
	for _, n := range b {
		nb += n
	}
	if na+nb == 0 {
		return 0
	}
	d := 2 * float64(both) / float64(na+nb)
	if d < minSimilar || x.key != y.key && d < otherNumber {
		return 0
	}
	return d
}
