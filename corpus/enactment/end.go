package enactment

import "tizbe/corpus"

// An EndKind says how the words give the first day on which a temporary act
// no longer holds (art. 45 of the Law on legal acts lets an act, or parts of
// it, be temporary). That day is the end: an act holds on [entry, end).
type EndKind string

// The kinds of end; "" for an act that states none.
const (
	// EndUntil: "до 1 января 2027 года", "2027 жылғы 1 қаңтарға дейін". A first
	// of the month is read as not taken in, since a term so stated is one of
	// whole months; of another day the words leave that open.
	EndUntil EndKind = "until"
	// EndThrough: "по 31 декабря", "до 31 декабря включительно", "31
	// желтоқсанды қоса алғанда": the day is the last one.
	EndThrough EndKind = "through"
	// EndFrom: "утрачивает силу с 1 января", "1 қаңтардан бастап күшін жояды":
	// the day is the first one on which it no longer holds.
	EndFrom EndKind = "from"
	// EndOn: "прекращает действие 31 декабря", "31 желтоқсанда қолданысын
	// тоқтатады": the words leave open whether it holds on that day.
	EndOn EndKind = "on"
	// EndTerm: "в течение двух лет", "екі жыл ішінде": N units, counted from
	// From. Whether the day from which it is counted is one of them the words
	// leave open.
	EndTerm EndKind = "term"
	// EndUnread: an end is stated, but no day ("до принятия Закона").
	EndUnread EndKind = "unread"
)

// An End says from when a temporary act no longer holds.
type End struct {
	Kind EndKind
	Date corpus.Date // the day named
	N    int         // of a term
	Unit Unit
	// From is what a term is counted from: "" for the entry into force, else
	// Publication or Signing.
	From Kind
	// Text is the formula verbatim.
	Text string
}

// What the bases of ends say, as message keys: the words of the act, then the
// day or what the term is counted from.
const (
	MsgUntilFirst   = "“%[1]s”: “until” the first of a month is read as not taking that day in (%[2]s)"
	MsgUntilOpen    = "“%[1]s”: the words leave open whether the day itself (%[2]s) is taken in"
	MsgThrough      = "“%[1]s”: the day named (%[2]s) is the last one"
	MsgEndsFrom     = "“%[1]s”: the day named (%[2]s) is the first one without it"
	MsgTermEntry    = "“%[1]s”: counted from the entry into force (%[2]s); the words leave open whether that day is counted"
	MsgTermPublic   = "“%[1]s”: counted from the first official publication (%[2]s); the words leave open whether that day is counted"
	MsgTermSigning  = "“%[1]s”: counted from the signing (%[2]s); the words leave open whether that day is counted"
	MsgEndNotRead   = "“%[1]s”: an end is stated, but not by a day"
	MsgEndNotStated = "no end is stated"
)

// Stated reports whether the act states an end.
func (e End) Stated() bool { return e.Kind != "" }

// Moves reports whether the end moves with the entry into force.
func (e End) Moves() bool { return e.Kind == EndTerm && e.From == "" }

// After returns what is known of the first day on which an act no longer
// holds, given what is known of its first day in force, its day of adoption
// and that of its publication. Later days give later ends. An end that is not
// read gives open bounds.
func (e End) After(entry corpus.Bounds, adopted corpus.Date, published corpus.Bounds) corpus.Bounds {
	exactly := func(d corpus.Date, key string) corpus.Bounds {
		return corpus.Exactly(d, corpus.Say(key, e.Text, e.Date))
	}
	switch e.Kind {
	case EndUntil:
		if _, _, day := e.Date.Civil(); day == 1 {
			return exactly(e.Date, MsgUntilFirst)
		}
		return corpus.Bounds{NotBefore: e.Date, NotAfter: e.Date.AddDays(1), Basis: corpus.Say(MsgUntilOpen, e.Text, e.Date)}
	case EndThrough:
		return exactly(e.Date.AddDays(1), MsgThrough)
	case EndFrom:
		return exactly(e.Date, MsgEndsFrom)
	case EndOn:
		return corpus.Bounds{NotBefore: e.Date, NotAfter: e.Date.AddDays(1), Basis: corpus.Say(MsgUntilOpen, e.Text, e.Date)}
	case EndTerm:
		key := MsgTermEntry
		switch e.From {
		case Publication:
			entry, key = published.Intersect(corpus.Bounds{NotBefore: adopted}), MsgTermPublic
		case Signing:
			entry, key = corpus.Exactly(adopted, corpus.Phrase{}), MsgTermSigning
		}
		return corpus.Bounds{NotBefore: later(entry.NotBefore, e.N, e.Unit), NotAfter: later(entry.NotAfter, e.N, e.Unit).AddDays(1), Basis: corpus.Say(key, e.Text, known(entry))}
	case EndUnread:
		return corpus.Bounds{Basis: corpus.Say(MsgEndNotRead, e.Text)}
	}
	return corpus.Bounds{Basis: corpus.Say(MsgEndNotStated)}
}

// later returns the day n units after d; the zero date stays zero.
func later(d corpus.Date, n int, u Unit) corpus.Date {
	switch u {
	case Months:
		return d.AddMonths(n)
	case Years:
		return d.AddMonths(12 * n)
	}
	return d.AddDays(n)
}
