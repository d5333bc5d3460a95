package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"tizbe/corpus"
	"tizbe/site/verdict"
)

const (
	feedName     = "feed.xml"
	calendarName = "calendar.ics"
)

// changeViews returns the events of all acts, the latest first, at most n.
func (v *view) changeViews(n int) []changeView {
	var out []changeView
	for _, a := range v.s.acts {
		for i, e := range a.editions {
			ev := e.Last()
			day := a.Turn(ev)
			c := changeView{Act: link{Text: v.short(a.ID), Path: a.path}, Title: v.Words(a.Title), Lang: v.LangOf(a.Title), By: v.short(ev.By), Kind: v.say.EventKind(ev.Kind),
				Date: v.Date(day), ISO: day.String(), InForce: v.inForce(e.timing), Basis: v.say.SayAll(e.timing.InForceBasis), Edition: link{Text: v.edition(e.Candidate), Path: e.path}, ID: string(a.ID) + "#" + ev.ID}
			if i > 0 && e.state != nil {
				if p := a.pairOf[[2]*edition{a.before(e), e}]; p != nil {
					c.Diff, c.Count = p.path, len(p.Changes)
				}
			}
			if !e.timing.Needs.IsZero() {
				c.Needs = v.say.Say(e.timing.Needs)
			}
			for _, p := range e.timing.Presumptions {
				c.Presumed = append(c.Presumed, v.say.Say(p.Phrase()))
			}
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(x, y changeView) int { return strings.Compare(y.ISO, x.ISO) })
	return out[:min(n, len(out))]
}

func (s *Site) listFeeds() error {
	for _, l := range langs {
		if err := s.add(prefix(l)+feedName, func() ([]byte, error) { return s.feed(l) }); err != nil {
			return err
		}
		if err := s.add(prefix(l)+calendarName, func() ([]byte, error) { return s.calendar(l), nil }); err != nil {
			return err
		}
	}
	if err := s.add("robots.txt", func() ([]byte, error) {
		if s.url == "" { // the address of a site map must be whole
			return []byte("User-agent: *\nAllow: /\n"), nil
		}
		return []byte("User-agent: *\nAllow: /\nSitemap: " + s.absolute("sitemap.xml", "") + "\n"), nil
	}); err != nil {
		return err
	}
	return s.add("sitemap.xml", s.sitemap)
}

// Atom (RFC 4287).
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	Updated  string      `xml:"updated"`
	Author   atomAuthor  `xml:"author"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Links   []atomLink `xml:"link"`
	Summary string     `xml:"summary"`
}

func (s *Site) feed(l corpus.Lang) ([]byte, error) {
	v := s.view("changes/", l)
	at := prefix(l) + feedName
	f := atomFeed{Lang: string(l), ID: urn("feed " + string(l)), Title: "tizbe: " + v.M("Changes"), Subtitle: v.M("What happened to the acts held, the latest first; also as a feed and a calendar."),
		Updated: moment(s.Verified), Author: atomAuthor{"tizbe"},
		Links: []atomLink{{"self", "application/atom+xml", s.absolute(at, at)}, {"alternate", "text/html", s.absolute(v.path, at)}}}
	for _, c := range v.changeViews(100) {
		d, _ := corpus.ParseDate(c.ISO)
		summary := c.Act.Text + ". " + c.Title + ". " + capital(c.InForce) + "."
		if c.Needs != "" {
			summary += " " + v.M("What would settle it: %[1]s.", c.Needs)
		}
		f.Entries = append(f.Entries, atomEntry{ID: urn(c.ID), Title: capital(c.Kind) + ": " + c.By, Updated: moment(d),
			Links: []atomLink{{"alternate", "text/html", s.absolute(prefix(l)+c.Edition.Path, at)}}, Summary: summary})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(f); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// urn is an identifier that needs no address: a UUID of version 8 (RFC 9562)
// made of a sum of the text.
func urn(text string) string {
	h := sha256.Sum256([]byte("tizbe " + text))
	h[6] = h[6]&0x0f | 0x80
	h[8] = h[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

func moment(d corpus.Date) string {
	if d.IsZero() {
		return "1970-01-01T00:00:00Z"
	}
	return d.String() + "T00:00:00Z"
}

// calendar gives the days on which something was adopted, came into force or
// ended by its own words (iCalendar, RFC 5545). A day that is not known is an event from its first
// possible day to its last, and is called so; one without a last day stands
// on the first.
func (s *Site) calendar(l corpus.Lang) []byte {
	v := s.view("changes/", l)
	var b bytes.Buffer
	put := func(name, value string) {
		value = strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\r", "", "\n", "\\n").Replace(value)
		fold(&b, name+":"+value)
	}
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tizbe//tizbe//KK\r\n")
	put("X-WR-CALNAME", "tizbe")
	event := func(id string, from, to corpus.Date, title, text, url string) {
		b.WriteString("BEGIN:VEVENT\r\n")
		put("UID", strings.TrimPrefix(urn(id), "urn:uuid:"))
		fmt.Fprintf(&b, "DTSTAMP:%sT000000Z\r\nDTSTART;VALUE=DATE:%s\r\nDTEND;VALUE=DATE:%s\r\nTRANSP:TRANSPARENT\r\n", s.Verified.Time().Format("20060102"), from.Time().Format("20060102"), to.AddDays(1).Time().Format("20060102"))
		put("SUMMARY", title)
		put("DESCRIPTION", text)
		if s.url != "" {
			fold(&b, "URL:"+s.url+"/"+url)
		}
		b.WriteString("END:VEVENT\r\n")
	}
	for _, a := range s.acts {
		for _, e := range a.editions {
			ev, url := e.Last(), prefix(l)+e.path
			n := "№ " + verdict.Number(ev.By)
			title := v.short(a.ID)
			on, after, among := v.M("%[1]s: in force from this day", n), v.M("%[1]s: in force not before this day", n), v.M("%[1]s: comes into force on one of these days, which is not known", n)
			if ev.Ends() != nil {
				on, after, among = v.M("%[1]s: the first day without it", n), v.M("%[1]s: ends not before this day", n), v.M("%[1]s: ends on one of these days, which is not known", n)
			} else {
				event("adopted "+string(a.ID)+ev.ID, ev.Adopted, ev.Adopted, v.M("%[1]s: %[2]s", n, v.say.EventKind(ev.Kind)), title, url)
			}
			f, _, fb, _ := e.timing.Days()
			text := title + ": " + v.inForce(e.timing) + ". " + v.say.SayAll(fb)
			switch d, exact := f.Exact(); {
			case exact:
				event("force "+string(a.ID)+ev.ID, d, d, on, text, url)
			case f.NotBefore.IsZero():
			case f.NotAfter.IsZero():
				event("force "+string(a.ID)+ev.ID, f.NotBefore, f.NotBefore, after, text, url)
			default:
				event("force "+string(a.ID)+ev.ID, f.NotBefore, f.NotAfter, among, text, url)
			}
		}
	}
	b.WriteString("END:VCALENDAR\r\n")
	return b.Bytes()
}

// fold breaks a line of a calendar so that no part has more than 75 bytes,
// between letters.
func fold(b *bytes.Buffer, line string) {
	n := 0
	for _, r := range line {
		size := len(string(r))
		if n+size > 75 {
			b.WriteString("\r\n ")
			n = 1
		}
		b.WriteRune(r)
		n += size
	}
	b.WriteString("\r\n")
}

type sitemapSet struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc   string        `xml:"loc"`
	Links []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel      string `xml:"rel,attr"`
	HrefLang string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

// sitemap lists every page in every language. Without the site's address the
// places are below the root, which a search engine does not take.
func (s *Site) sitemap() ([]byte, error) {
	set := sitemapSet{XHTML: "http://www.w3.org/1999/xhtml"}
	for _, p := range s.pages {
		if p.Path == offlinePath || p.Path != "" && !strings.HasSuffix(p.Path, "/") || strings.HasPrefix(p.Path, "ru/") || strings.HasPrefix(p.Path, "en/") {
			continue
		}
		var links []sitemapLink
		for _, l := range langs {
			links = append(links, sitemapLink{"alternate", string(l), s.url + "/" + prefix(l) + p.Path})
		}
		for _, l := range langs {
			set.URLs = append(set.URLs, sitemapURL{s.url + "/" + prefix(l) + p.Path, links})
		}
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(set); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
