package site

import (
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestAtomRules holds the feeds against what RFC 4287 demands: section 4.1.1
// and 4.1.2 (id, title and updated once in each, an author), 4.2.6 (ids that
// differ), and a link to each entry's page.
func TestAtomRules(t *testing.T) {
	_, pages := built()
	for _, l := range langs {
		var f atomFeed
		if err := xml.Unmarshal(pages[prefix(l)+feedName], &f); err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{f.ID: true}
		if f.Title == "" || f.Author.Name == "" || len(f.Links) != 2 || f.Links[0].Rel != "self" {
			t.Errorf("%s: %+v", l, f)
		}
		last := f.Updated
		for _, e := range f.Entries {
			if e.Title == "" || e.Summary == "" || len(e.Links) != 1 || e.Links[0].Rel != "alternate" || !strings.HasSuffix(e.Links[0].Href, "/") {
				t.Errorf("%s: entry %+v", l, e)
			}
			if ids[e.ID] {
				t.Errorf("%s: the id %s stands twice", l, e.ID)
			}
			ids[e.ID] = true
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Updated > last {
				t.Errorf("%s: updated %s after %s, %v", l, e.Updated, last, err)
			}
			last = e.Updated
		}
	}
}

// TestCalendarRules holds the calendars against RFC 5545: lines end in CRLF
// and have 75 bytes at most (3.1), text is escaped (3.3.11), an event has one
// UID of its own, a stamp, a start before its end (3.6.1).
func TestCalendarRules(t *testing.T) {
	_, pages := built()
	escaped := regexp.MustCompile(`^(?:[^\\;,]|\\[\\;,nN])*$`)
	for _, l := range langs {
		raw := string(pages[prefix(l)+calendarName])
		for i, line := range strings.Split(strings.TrimSuffix(raw, "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n") || line == "" {
				t.Errorf("%s: line %d: %q", l, i+1, line)
			}
		}
		var open []string
		uids := make(map[string]bool)
		event := make(map[string]string)
		for i, line := range strings.Split(strings.TrimSuffix(strings.ReplaceAll(raw, "\r\n ", ""), "\r\n"), "\r\n") {
			name, value, ok := strings.Cut(line, ":")
			name, _, _ = strings.Cut(name, ";")
			switch {
			case !ok:
				t.Errorf("%s: %q is no property", l, line)
			case i == 0 && line != "BEGIN:VCALENDAR":
				t.Errorf("%s: begins with %q", l, line)
			case name == "BEGIN":
				open = append(open, value)
				event = make(map[string]string)
			case name == "END":
				if len(open) == 0 || open[len(open)-1] != value {
					t.Fatalf("%s: %q ends %v", l, line, open)
				}
				open = open[:len(open)-1]
				if value != "VEVENT" {
					continue
				}
				if event["DTSTAMP"] == "" || event["DTSTART"] == "" || event["DTSTART"] >= event["DTEND"] || event["SUMMARY"] == "" {
					t.Errorf("%s: event %v", l, event)
				}
				if uids[event["UID"]] || event["UID"] == "" {
					t.Errorf("%s: UID %q", l, event["UID"])
				}
				uids[event["UID"]] = true
			case event[name] != "":
				t.Errorf("%s: %s stands twice", l, name)
			default:
				event[name] = value
				if (name == "SUMMARY" || name == "DESCRIPTION") && !escaped.MatchString(value) {
					t.Errorf("%s: %s is not escaped: %q", l, name, value)
				}
			}
		}
		if len(open) > 0 || len(uids) != 8 {
			t.Errorf("%s: %d events, %v left open", l, len(uids), open)
		}
	}
}

// TestRobots: a site map is named by its whole address or not at all.
func TestRobots(t *testing.T) {
	for url, want := range map[string]string{
		"":                           "User-agent: *\nAllow: /\n",
		"https://lists.example/789/": "User-agent: *\nAllow: /\nSitemap: https://lists.example/789/sitemap.xml\n",
	} {
		s, err := New(seedBase(t), Options{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		p, ok := s.Page("robots.txt")
		if !ok {
			t.Fatal("no robots.txt")
		}
		if b, err := p.Render(); string(b) != want || err != nil {
			t.Errorf("at %q: %q, %v", url, b, err)
		}
	}
}
