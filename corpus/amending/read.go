package amending

import (
	"fmt"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/corpus/citation"
	"tizbe/corpus/numerals"
	"tizbe/corpus/reading"
)

// Read reads an amending act from official text, as the portal's extraction
// or as Markdown; the language may be "", to be told by the letters. The
// errors are those of [reading.Auto]. What is not understood is no error: it
// stands among the paragraphs as unread.
func Read(src []byte, lang corpus.Lang) (*Act, error) {
	d, err := reading.Auto(src, reading.Options{Lang: lang})
	if err != nil {
		return nil, fmt.Errorf("reading an amending act: %w", err)
	}
	if lang == "" {
		lang = d.Lang
	}
	f := d.Facts
	r := &reader{lang: lang, ls: linesOf(d), act: &Act{Title: f.Title, Issuer: f.Issuer, Subtype: f.Type, Number: f.Number, Adopted: f.Adopted, Lang: lang}}
	r.regions = regionsOf(r.ls)
	r.amendingAnnexes()
	r.identity()
	r.roles = make([]Paragraph, len(r.ls))
	for i, l := range r.ls {
		r.roles[i] = Paragraph{Line: l.no, Text: l.text}
	}
	for r.i < len(r.ls) {
		r.next()
	}
	r.registration()
	r.annexes()
	r.owners()
	r.act.Paragraphs = r.roles
	return r.act, nil
}

// identity reads number and date once more from the reference under the
// title, where the number stands as published.
func (r *reader) identity() {
	for _, l := range r.ls {
		if l.kind != corpus.KindReference {
			continue
		}
		c := newCut(l.text, r.lang)
		id := corpus.ActID("")
		if r.lang == corpus.Russian {
			_, _, id, _ = c.ruAct()
		} else {
			_, _, id, _ = c.kkAct()
		}
		if id != "" {
			r.act.Subtype, r.act.Adopted, r.act.Number = id.Subtype(), id.Adopted(), id.Number()
		}
	}
}

// A reader goes through the paragraphs once.
type reader struct {
	lang  corpus.Lang
	ls    []line
	i     int
	roles []Paragraph
	act   *Act

	ctx     context
	start   context // what holds at the start of every point: an annex of changes to one act
	carried []place // acts of which the body says that an annex holds their changes
	base    context // what holds at the start of a list 1), 2) …
	hasBase bool
	regions map[int]region // of the annexes
	region  region
	annex   int
	listed  bool // a list of what is repealed follows
	pointed bool // under a point of the body that amends nothing
	// listing: an article says that the acts in its points are amended.
	listing bool
	point   int // the plain number of the point under reading, 0 where it has none
	// dangling: the clause before ended in an opening quotation mark.
	dangling bool
}

// A region says what the paragraphs of a part of the act are.
type region int

const (
	body    region = iota
	changes        // an annex of changes
	repeals        // an annex that lists what loses its force
	other          // any other annex
)

func (r *reader) mark(i int, role Role, clauses ...int) {
	r.roles[i].Role = role
	r.roles[i].Clauses = clauses
}

// next reads what begins at the paragraph r.i and moves past it.
func (r *reader) next() {
	i := r.i
	l := r.ls[i]
	if l.annex != r.annex {
		r.annex, r.region = l.annex, r.regions[l.annex]
		r.start, r.hasBase, r.listed, r.pointed, r.point = context{}, false, false, false, 0
		if r.region == changes && len(r.carried) == 1 {
			r.start = context{introduced: true}.at(r.carried[0])
		}
		r.ctx = r.start
	}
	r.i++
	c := newCut(l.text, r.lang)
	low := l.low
	switch {
	case l.kind == corpus.KindEditorial || editorial.MatchString(low):
		r.mark(i, RoleEditorial)
		return
	case l.kind == corpus.KindTitle || l.kind == corpus.KindReference || l.kind == corpus.KindListTitle:
		r.mark(i, RoleTitle)
		if p, ok := c.titleAct(); ok && r.region == changes {
			r.start = context{introduced: true}.at(p).say(p, l.text)
			r.ctx = r.start
		}
		return
	case l.kind == corpus.KindPreamble:
		r.mark(i, RolePreamble)
		return
	case l.kind == corpus.KindApproval:
		r.mark(i, RoleApproval)
		return
	case tombstone.MatchString(low):
		r.mark(i, RoleTombstone)
		return
	case withheld.MatchString(low):
		r.mark(i, RoleWithheld)
		return
	case r.region == other:
		r.mark(i, RoleAnnex)
		return
	case r.region == changes && approvalPart.MatchString(low) && r.parted(i):
		r.mark(i, RoleApproval)
		return
	case r.region == changes && l.kind == corpus.KindSeparation && i > 0 && r.roles[i-1].Role == RoleApproval:
		// A further annex, whose mark of approval was no block of its own.
		r.region = other
		r.mark(i, RoleTitle)
		return
	}
	if l.point {
		r.ctx, r.hasBase, r.listed, r.pointed = r.start, false, false, false
		r.listing = r.listing && l.kind != corpus.KindArticle
		r.ctx.introduced = r.ctx.introduced || r.listing
		r.point = pointNumber(low)
	}
	if r.region == repeals || r.listed {
		if r.repealed(i, c) {
			return
		}
		if r.region == body && !l.point && !r.ctx.introduced && hasDate(c) {
			r.mark(i, RoleUnread) // a member of the list
			return
		}
	}
	if r.region == body && l.annex == 0 && !r.ctx.introduced && (entry.MatchString(low) || l.point && r.temporary(l.text, low)) && !r.clauseLike(c) {
		r.entry(i)
		return
	}
	gathered := r.gathered(i)
	r.dangling = false
	if gathered {
		return
	}
	c, number := unnumbered(c)
	if strings.HasSuffix(number, ")") {
		r.restart(number)
	}
	if r.region == body && r.carries(c) {
		r.mark(i, RoleApproves)
		return
	}
	if r.members(i, c) {
		return
	}
	head, inline := splitInline(c)
	if ds, vows, ok := head.clause(); ok {
		r.clauses(i, i+1, ds, inline, l.text)
		r.dangling = inline == "" && dangles.MatchString(low)
		return
	} else if vows && r.both(i, c) {
		return
	} else if vows || inline != "" && r.ctx.introduced {
		colon := inline == "" && strings.HasSuffix(strings.TrimSpace(l.text), ":")
		if colon && !r.ctx.introduced {
			r.lose(c) // what it lists is about something that was not understood
		}
		r.unread(i, colon)
		return
	}
	if r.contextLine(i, c) {
		return
	}
	switch {
	case l.kind == corpus.KindSignature && !r.ctx.introduced, l.kind == corpus.KindSignature && !strings.HasSuffix(low, ":") && !opens(l.text):
		r.mark(i, RoleSignature)
	case r.region == body && !r.ctx.introduced && renames.MatchString(low):
		r.mark(i, RoleRename)
	case r.region == body && !r.ctx.introduced && approves.MatchString(low):
		r.mark(i, RoleApproves)
	case r.region == body && !r.ctx.introduced && r.ctx.lost == found && (r.pointed || !amendingWords.MatchString(low)):
		r.pointed = r.pointed || l.point
		r.mark(i, RoleProvision)
	default:
		r.mark(i, RoleUnread)
		// A line that goes on in the next ones may say where they belong.
		if strings.HasSuffix(low, ":") || r.ctx.introduced && !opens(l.text) && !strings.ContainsAny(low[len(low)-1:], ";.»") && !vows(c) {
			r.lose(c)
		}
	}
}

func vows(c cut) bool {
	_, vows, _ := c.clause()
	return vows
}

// parted reports whether the paragraph is part of a mark of approval that was
// broken up: others of its kind stand around it, up to a heading.
func (r *reader) parted(i int) bool {
	for j := i + 1; j < len(r.ls) && j < i+12; j++ {
		if r.ls[j].kind == corpus.KindSeparation {
			return j > i+1 || r.roles[i-1].Role == RoleApproval
		}
		if !approvalPart.MatchString(r.ls[j].low) {
			return false
		}
	}
	return false
}

func (c cut) clause() ([]draft, bool, bool) {
	if c.lang == corpus.Russian {
		return c.ruClause()
	}
	return c.kkClause()
}

func (c cut) place() (place, bool) {
	if c.lang == corpus.Russian {
		return c.ruPlace()
	}
	return c.kkPlace()
}

// clauseLike reports whether the sentence has a verb of amending.
func (r *reader) clauseLike(c cut) bool {
	_, vows, _ := c.clause()
	return vows
}

// restart returns to what held where a numbered list began.
func (r *reader) restart(number string) {
	if !r.hasBase || number == "1)" {
		r.base, r.hasBase = r.ctx, true
		return
	}
	r.ctx = r.base
}

func hasDate(c cut) bool {
	_, _, _, ok := numerals.FindDate(c.S)
	return ok
}

// gathered reads a clause whose target is quoted on lines of its own; in the
// clause's text single marks hold them together:
//
//	"Ырғыз-Торғай мемлекеттік табиғи резерваты" 99"
//	деген жолдан кейін мынадай мазмұндағы жолмен толықтырылсын:
//
//	после строки:
//	"Иргиз-Тургайский государственный природный резерват 99"
//	дополнить строкой следующего содержания:
func (r *reader) gathered(i int) bool {
	const far = 400
	j := i
	lead := ""
	if r.lang == corpus.Russian {
		t := strings.TrimSpace(r.ls[i].text)
		f := newCut(t, r.lang)
		if st, next := f.StepAt(f.n()-1, r.lang); !strings.HasSuffix(t, ":") && (next == 0 || st.Level != citation.Row || !r.ctx.introduced) || f.n() > 8 || i+1 >= len(r.ls) || !opens(r.ls[i+1].text) || r.clauseLike(f) {
			return false
		}
		lead = strings.TrimSuffix(t, ":")
		j++
	} else if !opens(r.ls[i].text) && !r.dangling {
		return false
	}
	var rows []string
	for from := j; j < len(r.ls) && j <= from+far && r.ls[j].annex == r.ls[i].annex; j++ {
		t := strings.TrimSpace(r.ls[j].text)
		f := newCut(t, r.lang)
		if j > from && (f.tok(0).Is("деген") || r.lang == corpus.Russian && (f.ruVerb(0) != "" || f.ruWord(0))) {
			if len(rows) == 0 {
				return false
			}
			text := strings.TrimSpace(lead + " ‹" + strings.Join(rows, "\n") + "› " + t)
			ds, _, ok := newCut(text, r.lang).clause()
			if !ok {
				return false
			}
			r.i = j + 1
			r.clauses(i, j+1, ds, "", text)
			return true
		}
		if r.clauseLike(f) || j > from && !opens(t) && strings.HasSuffix(t, ":") {
			return false
		}
		in, _ := closed(t)
		if in = unopened(in); in != "" {
			rows = append(rows, in)
		}
	}
	return false
}

// splitInline parts a clause from a payload that begins in the same
// paragraph.
func splitInline(c cut) (cut, string) {
	head, inline := c, ""
	for i := 1; i+1 < c.n(); i++ {
		if !c.tok(i).Is(":") || c.tok(i+1).Kind != citation.Quote && !c.tok(i+1).Is("«", `"`) {
			continue
		}
		h := c.sub(0, i+1)
		if _, vows, _ := h.clause(); vows {
			return h, c.source(i+1, c.n())
		}
		if inline == "" {
			head, inline = h, c.source(i+1, c.n())
		}
	}
	if _, _, ok := c.clause(); ok {
		return c, "" // строку: «…» исключить
	}
	return head, inline
}

// waits reports whether the new wording of the clause stands below it.
func (k Clause) waits() bool {
	switch k.Op {
	case Insert, Replace, ReplaceAnnex:
		return !k.ByAnnex
	case InsertWords, ReplaceWords:
		return len(k.Pairs) == 0
	case Suspend:
		return true
	}
	return false
}

// add records the clauses made of the paragraphs [i, j).
func (r *reader) add(ks []Clause, i, j int, text string) []int {
	var at []int
	for _, k := range ks {
		k.Line, k.Text, k.Context = r.ls[i].no, text, r.ctx.said()
		at = append(at, len(r.act.Clauses))
		r.act.Clauses = append(r.act.Clauses, k)
	}
	for ; i < j; i++ {
		r.mark(i, RoleClause, at...)
	}
	return at
}

// clauses completes the drafts read from the paragraphs [i, j) and takes the
// payload that follows.
func (r *reader) clauses(i, j int, ds []draft, inline, text string) {
	ks, ok := r.ctx.resolve(ds)
	waits := payloads(ds)
	if !ok || !r.targeted(ds, ks) {
		r.unread(i, inline == "" && waits > 0)
		for k := i; k < j; k++ {
			r.mark(k, RoleUnread)
		}
		return
	}
	if waits == 0 && inline == "" {
		if d := ds[0]; len(ds) == 1 && d.op == Repeal && (d.list || d.byAnnex) {
			// The header of a list says nothing by itself, unless the list is
			// not in the text.
			r.listed = d.list
			if d.list || r.listsRepeals() {
				r.mark(i, RoleIntroduction)
				return
			}
			ks[0].Doubts = append(ks[0].Doubts, DoubtNoText)
		}
		r.add(ks, i, j, text)
		r.ctx = r.ctx.leaves(ds)
		if len(ds) == 1 && ds[0].p.hasAct && ds[0].holds() {
			r.ctx = r.ctx.at(ds[0].p).say(ds[0].p, text)
			r.ctx.introduced = true
		}
		return
	}
	if waits != 1 || goesOnBehind(inline) {
		// Two texts cannot be told apart, or one came that nothing announced.
		r.unread(i, inline == "")
		for k := i; k < j; k++ {
			r.mark(k, RoleUnread)
		}
		return
	}
	pay := r.payload(j, inline, ks)
	if pay.missing && withheldText.MatchString(numerals.Fold(text).S) {
		for n := range ks {
			ks[n].Doubts = append(ks[n].Doubts, DoubtWithheld)
		}
		r.add(ks, i, j, text)
		return
	}
	if pay.missing {
		for n := range ks {
			ks[n].Doubts = append(ks[n].Doubts, DoubtNoText)
		}
		for k := i; k < j; k++ {
			r.mark(k, RoleUnread)
		}
		r.i = j
		return
	}
	// A change of words in the same sentence has no part in the payload.
	first := slices.IndexFunc(ks, Clause.waits)
	behind := len(ks)
	for behind > first+1 && !ks[behind-1].waits() {
		behind--
	}
	shared := divide(ks[first:behind:behind], pay)
	at := r.add(slices.Concat(ks[:first], shared, ks[behind:]), i, j, text)
	for k := j; k < pay.to; k++ {
		r.mark(k, RolePayload, at[first:first+len(shared)]...)
	}
	r.i = max(pay.to, j)
	r.ctx = r.ctx.leaves(ds)
	if d := ds[0]; len(ds) == 1 && (d.p.hasAct || d.p.doc != "") {
		// A document named in a clause holds for the next ones too.
		whole := d.p
		whole.refs = nil
		r.ctx = r.ctx.at(whole).say(whole, text)
		r.ctx.introduced = true
	}
}

// unread marks the paragraph, and the quoted text after it where one follows.
func (r *reader) unread(i int, quoted bool) {
	r.mark(i, RoleUnread)
	if !quoted || i+1 >= len(r.ls) || !opens(r.ls[i+1].text) {
		return
	}
	pay := r.payload(i+1, "", nil)
	for k := i + 1; k < pay.to; k++ {
		r.mark(k, RoleUnread)
	}
	r.i = max(r.i, pay.to)
}
