package compare

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tizbe/corpus"
	"tizbe/site/words"
)

func part(t testing.TB, doc []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// checkDocument holds what a word processor needs: every part that is named
// is there and well formed, and a table is made of rows of five columns.
func checkDocument(t testing.TB, doc []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		d := xml.NewDecoder(bytes.NewReader(part(t, doc, f.Name)))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	if names[0] != "[Content_Types].xml" {
		t.Errorf("the first part is %s", names[0])
	}
	for _, m := range regexp.MustCompile(`PartName="/([^"]*)"`).FindAllSubmatch(part(t, doc, "[Content_Types].xml"), -1) {
		if !slices.Contains(names, string(m[1])) {
			t.Errorf("no part %s", m[1])
		}
	}
	styles := string(part(t, doc, "word/styles.xml"))
	body := string(part(t, doc, "word/document.xml"))
	for _, m := range regexp.MustCompile(`w:(?:pStyle|tblStyle) w:val="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		if !strings.Contains(styles, `w:styleId="`+m[1]+`"`) {
			t.Errorf("no style %s", m[1])
		}
	}
	var x struct {
		Grid []struct {
			W int `xml:"w,attr"`
		} `xml:"body>tbl>tblGrid>gridCol"`
		Rows []struct {
			Header *struct{} `xml:"trPr>tblHeader"`
			Cells  []struct {
				Span struct {
					Val int `xml:"val,attr"`
				} `xml:"tcPr>gridSpan"`
				Pars []struct{} `xml:"p"`
			} `xml:"tc"`
		} `xml:"body>tbl>tr"`
		Size struct {
			W      int    `xml:"w,attr"`
			H      int    `xml:"h,attr"`
			Orient string `xml:"orient,attr"`
		} `xml:"body>sectPr>pgSz"`
	}
	if err := xml.Unmarshal([]byte(body), &x); err != nil {
		t.Fatal(err)
	}
	width := 0
	for _, c := range x.Grid {
		width += c.W
	}
	if len(x.Grid) != 5 || width != allColumns {
		t.Errorf("%d columns, %d wide", len(x.Grid), width)
	}
	for i, r := range x.Rows {
		n := 0
		for _, c := range r.Cells {
			n += max(1, c.Span.Val)
			if len(c.Pars) == 0 {
				t.Errorf("row %d has a cell without a paragraph", i)
			}
		}
		if n != 5 || (r.Header != nil) != (i == 0) {
			t.Errorf("row %d has %d columns, header %v", i, n, r.Header != nil)
		}
	}
	if x.Size.Orient != "landscape" || x.Size.W != 16838 || x.Size.H != 11906 {
		t.Errorf("the page is %+v", x.Size)
	}
}

func TestDocument(t *testing.T) {
	for _, l := range []corpus.Lang{corpus.Kazakh, corpus.Russian, corpus.English} {
		table := embedded(t, "2025-09-24", "2026-06-10", "").Table(words.NewPrinter(l))
		var a, b bytes.Buffer
		if err := errors.Join(table.DOCX(&a), table.DOCX(&b)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Error("written twice, it differs")
		}
		checkDocument(t, a.Bytes())
		body := string(part(t, a.Bytes(), "word/document.xml"))
		for _, want := range []string{
			`<w:strike></w:strike><w:lang w:val="kk-KZ"></w:lang></w:rPr><w:t xml:space="preserve">АҚК Төрағасы</w:t>`,
			`<w:b></w:b><w:lang w:val="kk-KZ"></w:lang></w:rPr><w:t xml:space="preserve">ИҚҚК төрағасы</w:t>`,
			`<w:tblHeader></w:tblHeader>`,
		} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %s", l, want)
			}
		}
	}
}

// Whatever the texts are, the document is one.
func TestDocumentOfAnything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.SliceOfN(rapid.StringN(0, 8, 30), 0, 5)
		tree := func(name string) *corpus.Provision {
			root := &corpus.Provision{Kind: corpus.KindAct}
			for i, s := range text.Draw(rt, name) {
				root.Children = append(root.Children, &corpus.Provision{EID: fmt.Sprint("p", i), Kind: corpus.KindItem, Text: s})
			}
			return root.Seal()
		}
		var doc bytes.Buffer
		if err := made(t, tree("from"), tree("to")).Table(words.NewPrinter(corpus.Russian)).DOCX(&doc); err != nil {
			rt.Fatal(err)
		}
		checkDocument(t, doc.Bytes())
	})
}

// TestLibreOffice opens the document with the word processor, where there is
// one, and finds the table's words in what it prints.
func TestLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("SKIPPED: LibreOffice is not installed (or -short): that the document opens in it is not checked")
	}
	dir := t.TempDir()
	var doc bytes.Buffer
	if err := embedded(t, "2025-09-24", "2026-01-29", "").Table(words.NewPrinter(corpus.Kazakh)).DOCX(&doc); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "table.docx")
	if err := os.WriteFile(file, doc.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(office, "--headless", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "table.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Салыстырма кесте", "16-тармақтың жиырма сегізінші абзацы", "Құрылымдық элемент", "кезекші бөлім (бөлімше) бастығы;"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
