package archive

import (
	"strconv"
	"strings"
)

// An identifier gives out eIds; none is given twice in the life of an act.
type identifier struct {
	used map[string]bool
	dash map[string]int // the last dash number tried after an eId
}

// last splits an eId into its parent and its own part.
func last(eid string) (parent, own string) {
	if i := strings.LastIndex(eid, "__"); i >= 0 {
		return eid[:i], eid[i+2:]
	}
	return "", eid
}

func join(parent, own string) string {
	if parent == "" {
		return own
	}
	return parent + "__" + own
}

// next returns a new eId below the parent for a line of the shape; prev is the
// eId of the sibling before it with the same prefix, or "".
func (d *identifier) next(parent string, s shape, prev string) string {
	if s.key != "" {
		return d.take(join(parent, s.prefix+"_"+s.key))
	}
	if s.prefix == "title" {
		return d.take(join(parent, "title"))
	}
	if p, own := last(prev); prev != "" && p == parent && strings.HasPrefix(own, s.prefix+"_") {
		if n := successor(prev); !d.used[n] {
			d.used[n] = true
			return n
		}
		return d.take(prev)
	}
	first := join(parent, s.prefix+"_1")
	if !d.used[first] {
		d.used[first] = true
		return first
	}
	return d.take(join(parent, s.prefix+"_0")) // before the first: 0-1
}

// take returns the eId, or, where it was given before, with the first dash
// number that was not.
func (d *identifier) take(eid string) string {
	if _, own := last(eid); !d.used[eid] && !strings.HasSuffix(own, "_0") {
		d.used[eid] = true
		return eid
	}
	for {
		d.dash[eid]++
		if c := eid + "-" + strconv.Itoa(d.dash[eid]); !d.used[c] {
			d.used[c] = true
			return c
		}
	}
}

// successor returns the eId with its last number one higher, or "" where it
// ends in none.
func successor(eid string) string {
	i := len(eid)
	for i > 0 && eid[i-1] >= '0' && eid[i-1] <= '9' {
		i--
	}
	if i == len(eid) || len(eid)-i > 9 {
		return ""
	}
	n, _ := strconv.Atoi(eid[i:])
	return eid[:i] + strconv.Itoa(n+1)
}
