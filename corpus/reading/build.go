package reading

import (
	"fmt"
	"slices"
	"strings"

	"tizbe/corpus"
)

// A builder makes the tree from the paragraphs in their order. It holds the
// provisions that are open: a stack of containers (the act or an annex, then
// section, chapter, article), a point and a subpoint. Paragraphs that follow
// the innermost of them wait in pend until it closes, because the place of a
// note is known only from what comes after it.
type builder struct {
	*mender
	doc  *Document
	opts Options
	at   map[*corpus.Provision]int
	ps   []para

	stack  []*corpus.Provision
	point  *corpus.Provision
	sub    *corpus.Provision
	pend   []waiting
	listed bool // the open annex is a list

	annex    *corpus.Provision
	titled   bool // the annex has its title, or content
	approved bool // its mark of approval is complete
	level    int  // Markdown: heading level of the annex's title

	numbered   int // numbered provisions met
	formula    bool
	signed     bool
	bang       bool   // the paragraph before was a publisher's note ending in "!"
	markTo     int    // paragraphs before this index are a mark of approval
	quotedTo   int    // paragraphs before this index stand inside a quotation
	numberNext []bool // a numbered paragraph follows before the next annex
	outlined   map[string]bool
	opened     map[corpus.Kind]bool // kinds met before the first number
	marks      []quoteMark          // of each paragraph, once one is asked for
}

// A waiting paragraph belongs to the open provision.
type waiting struct {
	para
	kind corpus.Kind // editorial, row, paragraph (quoted), or "" for what nest decides
}

func build(ps []para, f Format, m *mender, o Options) (*Document, error) {
	if len(ps) == 0 {
		return nil, fmt.Errorf("line 1: %w", ErrEmpty)
	}
	root := &corpus.Provision{Kind: corpus.KindAct}
	b := &builder{
		mender:   m,
		doc:      &Document{Lang: o.Lang, Format: f, Root: root},
		opts:     o,
		at:       make(map[*corpus.Provision]int),
		ps:       ps,
		stack:    []*corpus.Provision{root},
		outlined: make(map[string]bool),
		opened:   make(map[corpus.Kind]bool),
	}
	if b.doc.Lang == "" {
		b.doc.Lang = detect(ps)
	}
	if f == FormatLines {
		b.openAnnex(1)
		b.titled, b.listed = true, !o.Running
	}
	b.lookAhead()
	for i := range ps {
		if err := b.take(i); err != nil {
			return nil, err
		}
	}
	if err := b.flush(); err != nil {
		return nil, err
	}
	if b.numbered == 0 && !b.formula {
		return nil, fmt.Errorf("lines 1 to %d: %w", ps[len(ps)-1].line, ErrNotAct)
	}
	if err := b.outlineUsed(); err != nil {
		return nil, err
	}
	assignIDs(root)
	b.doc.Repairs, b.doc.Doubts = m.repairs, m.doubts
	slices.SortStableFunc(b.doc.Repairs, func(x, y corpus.Repair) int { return x.Line - y.Line })
	slices.SortStableFunc(b.doc.Doubts, func(x, y Doubt) int { return x.Line - y.Line })
	b.doc.Source = make(map[string]int)
	b.sources(root)
	b.doc.Facts = factsOf(b.doc)
	return b.doc, nil
}

func (b *builder) sources(p *corpus.Provision) int {
	line := b.at[p]
	for _, c := range p.Children {
		if l := b.sources(c); line == 0 {
			line = l
		}
	}
	if p.EID != "" {
		b.doc.Source[p.EID] = line
	}
	return line
}

// lookAhead finds, for every paragraph, whether a numbered one follows it in
// the same part of the act: a signature stands behind the last.
func (b *builder) lookAhead() {
	b.numberNext = make([]bool, len(b.ps)+1)
	for i := len(b.ps) - 2; i >= 0; i-- {
		n := b.ps[i+1]
		border := n.heading > 0 || n.quote && !isEditorial(n.text) || n.display && approvalStart(n.text) || b.markAt(i+1) > 0
		b.numberNext[i] = !border && (pointNumber(n.text) != "" || b.numberNext[i+1])
	}
}

func (b *builder) top() *corpus.Provision { return b.stack[len(b.stack)-1] }

func (b *builder) add(parent *corpus.Provision, k corpus.Kind, num string, p para) *corpus.Provision {
	q := &corpus.Provision{Kind: k, Num: num, Text: p.text}
	b.at[q] = p.line
	parent.Children = append(parent.Children, q)
	return q
}

// take places one paragraph.
func (b *builder) take(i int) error {
	p := b.ps[i]
	if i >= b.quotedTo {
		b.quotedTo = b.quotation(i)
	}
	quoted := i < b.quotedTo
	if i >= b.markTo && !quoted && (b.signed || i > 0 && endsIn(b.ps[i-1].text, ".")) && (b.numbered > 0 || b.signed || b.formula) {
		b.markTo = b.markAt(i)
	}
	bang := b.bang
	b.bang = false

	switch {
	case p.table > 0:
		return b.wait(p, corpus.KindRow)
	case quoted:
		return b.wait(p, corpus.KindParagraph)
	case bang || isEditorial(p.text):
		b.bang = !bang && strings.HasSuffix(p.text, "!")
		return b.editorial(p)
	case i < b.markTo, b.isApproval(p):
		return b.approval(p)
	}
	if k, num := divisionOf(p); k != "" {
		return b.division(k, num, p)
	}
	if num := pointNumber(p.text); num != "" && p.depth <= 1 && p.heading == 0 {
		return b.numberedPoint(num, p)
	}
	if num := subpointNumber(p.text); num != "" && (b.point != nil || b.top().Kind == corpus.KindArticle || b.annex != nil && b.titled) {
		return b.subpoint(num, p)
	}
	switch {
	case p.heading > 0 && (b.numbered > 0 || b.signed || b.annex != nil):
		return b.heading(p)
	case b.annex != nil && !b.titled:
		b.titled, b.level = true, p.heading
		b.listed = isListTitle(p.text)
		b.add(b.annex, corpus.KindListTitle, "", p)
		return nil
	case b.annex == nil && b.numbered == 0 && !b.formula:
		b.opening(p)
		return nil
	case b.annex == nil && b.signed || b.annex == nil && !b.numberNext[i] && isSignature(p):
		if err := b.flush(); err != nil {
			return err
		}
		b.close(b.doc.Root)
		b.signed = true
		b.add(b.doc.Root, corpus.KindSignature, "", p)
		return nil
	}
	return b.loose(p)
}

// opening places what stands before the first number: title, reference,
// preamble.
func (b *builder) opening(p para) {
	k := corpus.KindPreamble
	switch {
	case hasFormula(p.text):
		b.formula = true
	case !b.opened[corpus.KindPreamble] && b.opened[corpus.KindTitle] && isReference(p.text):
		k = corpus.KindReference
	case !b.opened[corpus.KindTitle] && !b.opened[corpus.KindPreamble]:
		k = corpus.KindTitle
	case p.heading > 0:
		k = corpus.KindSeparation
	}
	b.opened[k] = true
	b.add(b.doc.Root, k, "", p)
}

// editorial places a publisher's note where it stands.
func (b *builder) editorial(p para) error {
	if err := b.endSubpoint(p); err != nil {
		return err
	}
	if b.point != nil || b.sub != nil || len(b.pend) > 0 {
		return b.wait(p, corpus.KindEditorial)
	}
	b.add(b.top(), corpus.KindEditorial, "", p)
	return nil
}

// markAt returns the index behind a mark of approval that stands as plain
// paragraphs from i on, or 0.
func (b *builder) markAt(i int) int {
	if p := b.ps[i]; p.quote || p.heading > 0 || p.table > 0 || p.depth > 0 || !mayOpenMark(p.text) {
		return 0
	}
	return wholeMark(len(b.ps), i, func(j int) string {
		if p := b.ps[j]; p.quote || p.heading > 0 || p.table > 0 || p.depth > 0 {
			return ""
		}
		return b.ps[j].text
	})
}

func (b *builder) isApproval(p para) bool {
	if b.numbered == 0 && !b.signed && !b.formula {
		return false
	}
	open := b.annex != nil && !b.titled && !b.approved
	switch {
	case p.quote:
		// A quotation inside a point is a block quote too.
		return p.heading == 0 && p.depth == 0 && (open || b.annex == nil && b.signed || approvalPart(p.text) || approvalDone(p.text))
	case open:
		return approvalPart(p.text)
	case b.annex == nil:
		return (b.signed || p.display) && approvalStart(p.text)
	}
	return p.display && approvalStart(p.text)
}

// approval opens an annex, or carries its mark of approval on: however it was
// broken up, it is one phrase.
func (b *builder) approval(p para) error {
	if b.annex == nil || b.titled {
		if err := b.flush(); err != nil {
			return err
		}
		b.openAnnex(p.line)
	}
	b.approved = approvalDone(p.text)
	cs := b.annex.Children
	if n := len(cs); n > 0 && cs[n-1].Kind == corpus.KindApproval {
		last := cs[n-1]
		w, v := lastWord(last.Text), firstWord(p.text)
		b.record(p.line, corpus.RepairWrap, w+"\n"+v, w+" "+v)
		last.Text += " " + p.text
		return nil
	}
	b.add(b.annex, corpus.KindApproval, "", p)
	return nil
}

func (b *builder) openAnnex(line int) {
	b.annex = &corpus.Provision{Kind: corpus.KindList}
	b.at[b.annex] = line
	b.doc.Root.Children = append(b.doc.Root.Children, b.annex)
	b.stack = []*corpus.Provision{b.doc.Root, b.annex}
	b.point, b.sub = nil, nil
	b.titled, b.approved, b.listed, b.level = false, false, false, 0
}

// divisionOf recognises the heading of a section, chapter or article. Outside
// a Markdown heading the word must be followed by a full stop or nothing:
// "1-бөлім бастығы" is a position.
func divisionOf(p para) (corpus.Kind, string) {
	f := fold(head(p.text, 200))
	for _, d := range []struct {
		kind corpus.Kind
		find func(string) []string
	}{
		{corpus.KindArticle, articleMark.FindStringSubmatch},
		{corpus.KindChapter, chapterMark.FindStringSubmatch},
		{corpus.KindSection, sectionMark.FindStringSubmatch},
	} {
		if m := d.find(f); m != nil {
			return d.kind, m[1] + m[2]
		}
	}
	if p.heading == 0 {
		return "", ""
	}
	m := markedHead.FindStringSubmatch(f)
	if m == nil {
		return "", ""
	}
	switch m[2] + m[3] {
	case "бап", "статья":
		return corpus.KindArticle, m[1] + m[4]
	case "тарау", "глава":
		return corpus.KindChapter, m[1] + m[4]
	}
	return corpus.KindSection, m[1] + m[4]
}

func rank(k corpus.Kind) int {
	switch k {
	case corpus.KindSection:
		return 1
	case corpus.KindChapter:
		return 2
	case corpus.KindArticle:
		return 3
	}
	return 0
}

func (b *builder) division(k corpus.Kind, num string, p para) error {
	if err := b.flush(); err != nil {
		return err
	}
	b.point, b.sub = nil, nil
	for rank(b.top().Kind) >= rank(k) {
		b.stack = b.stack[:len(b.stack)-1]
	}
	b.stack = append(b.stack, b.add(b.top(), k, num, p))
	b.numbered++
	b.titled = true
	return nil
}

func (b *builder) numberedPoint(num string, p para) error {
	if err := b.flush(); err != nil {
		return err
	}
	if b.signed && b.annex == nil {
		b.openAnnex(p.line)
	}
	b.sub = nil
	b.point = b.add(b.top(), corpus.KindPoint, num, p)
	b.numbered++
	b.titled = true
	return nil
}

func (b *builder) subpoint(num string, p para) error {
	if err := b.flush(); err != nil {
		return err
	}
	owner := b.point
	if owner == nil {
		owner = b.top()
	}
	b.sub = b.add(owner, corpus.KindSubpoint, num, p)
	b.numbered++
	b.titled = true
	return nil
}

// heading places a Markdown heading that is not a numbered division: behind
// the signatures it is an annex's title, elsewhere a heading of its own.
func (b *builder) heading(p para) error {
	if b.annex != nil && !b.titled || b.annex == nil && b.signed {
		if b.annex == nil {
			if err := b.flush(); err != nil {
				return err
			}
			b.openAnnex(p.line)
		}
		b.titled, b.level = true, p.heading
		b.listed = isListTitle(p.text)
		b.add(b.annex, corpus.KindListTitle, "", p)
		return nil
	}
	if err := b.flush(); err != nil {
		return err
	}
	b.point, b.sub = nil, nil
	b.add(b.top(), corpus.KindSeparation, "", p)
	return nil
}

// loose places an unnumbered paragraph: it belongs to the open subpoint until
// that ended in a full stop, then to its point.
func (b *builder) loose(p para) error {
	if paragraphNo.MatchString(fold(head(p.text, 60))) {
		if err := b.flush(); err != nil {
			return err
		}
		b.point, b.sub = nil, nil
		b.add(b.top(), corpus.KindSeparation, "", p)
		return nil
	}
	if err := b.endSubpoint(p); err != nil {
		return err
	}
	return b.wait(p, "")
}

// endSubpoint closes the open subpoint before p if it ended in a full stop;
// a paragraph that Markdown nests in it stays inside.
func (b *builder) endSubpoint(p para) error {
	if b.sub == nil || p.depth >= 2 {
		return nil
	}
	last := b.sub.Text
	if n := len(b.pend); n > 0 {
		last = b.pend[n-1].text
	}
	if !endsIn(last, ".") {
		return nil
	}
	err := b.flush()
	b.sub = nil
	return err
}

func (b *builder) wait(p para, k corpus.Kind) error {
	b.titled = b.titled || k != corpus.KindEditorial
	b.pend = append(b.pend, waiting{p, k})
	return nil
}

// flush nests what waits for the innermost open provision.
func (b *builder) flush() error {
	owner := b.sub
	if owner == nil {
		owner = b.point
	}
	if owner == nil {
		owner = b.top()
	}
	ws := b.pend
	b.pend = nil
	return b.nest(owner, ws)
}

func (b *builder) close(to *corpus.Provision) {
	b.point, b.sub = nil, nil
	b.stack = []*corpus.Provision{to}
}

// detect tells Kazakh from Russian by the letters that only Kazakh has.
func detect(ps []para) corpus.Lang {
	cyr, kaz := 0, 0
	for _, p := range ps {
		for _, r := range p.text {
			switch {
			case strings.ContainsRune("әғқңөұүһіӘҒҚҢӨҰҮҺІ", r):
				kaz++
				cyr++
			case r >= 'А' && r <= 'я' || r == 'ё' || r == 'Ё':
				cyr++
			}
		}
		if cyr > 20000 {
			break
		}
	}
	switch {
	case cyr == 0:
		return ""
	case kaz*50 > cyr:
		return corpus.Kazakh
	}
	return corpus.Russian
}
