package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience bounds what a page may take for anything it is asked.
const patience = 30 * time.Second

// A Tab is a tab of its own, without what other tabs have stored. Its methods
// fail the test.
type Tab struct {
	t    testing.TB
	ctx  context.Context
	mute bool // scripts of pages do not run

	mu     sync.Mutex
	asked  map[network.RequestID]string // addresses of the requests under way
	disk   bool                         // files may be opened
	refuse string                       // address that is answered with an error
	faults []string
}

// Open opens a tab of the width and height in CSS pixels, in which nothing
// moves by itself. Whatever the page writes to the console as an error, any
// exception, any request that fails or leaves this machine fails the test when
// it ends.
func (c *Chromium) Open(t testing.TB, width, height int64) *Tab {
	t.Helper()
	tab := &Tab{t: t, asked: make(map[network.RequestID]string)}
	ctx, cancel := chromedp.NewContext(c.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(tab.hear))
	ctx, stop := context.WithTimeout(ctx, 10*time.Minute)
	tab.ctx = ctx
	t.Cleanup(func() {
		stop()
		cancel()
		for _, f := range tab.Faults() {
			t.Errorf("the page: %s", f)
		}
	})
	tab.must(chromedp.Do(ctx, chromedp.EmulateViewport(width, height)))
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	tab.must(err)
	_, err = chromedp.Call(ctx, log.Enable, cdp.Empty{})
	tab.must(err)
	tab.Dark(false)
	return tab
}

func (tab *Tab) must(err error) {
	if err != nil {
		tab.t.Helper()
		tab.t.Fatalf("the browser: %v", err)
	}
}

// hear collects what must not happen.
func (tab *Tab) hear(ev any) {
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		d := e.ExceptionDetails
		what := d.Text
		if d.Exception != nil {
			what += " " + d.Exception.Description
		}
		tab.fault("exception: " + what)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "assert" {
			var args []string
			for _, a := range e.Args {
				args = append(args, string(a.Value)+a.Description)
			}
			tab.fault("console: " + strings.Join(args, " "))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" && !tab.refused(e.Entry.URL) {
			tab.fault("log: " + e.Entry.Text + " " + e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		tab.ask(e.RequestID, e.Request.URL)
	case *network.EventLoadingFinished:
		tab.answered(e.RequestID)
	case *network.EventLoadingFailed:
		u := tab.answered(e.RequestID)
		// A page that is left cancels what it still waits for.
		if !e.Canceled {
			tab.fault(fmt.Sprintf("a request that failed: %s %s %s", e.ErrorText, e.BlockedReason, u))
		}
	}
}

func (tab *Tab) ask(id network.RequestID, u string) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.asked[id] = u
	scheme, _, _ := strings.Cut(u, ":")
	switch {
	case scheme == "data", scheme == "blob", scheme == "about", scheme == "file" && tab.disk, strings.HasPrefix(u, "http://127.0.0.1:"):
	default:
		tab.faults = append(tab.faults, "a request that leaves this machine: "+u)
	}
}

// answered forgets a request and returns its address.
func (tab *Tab) answered(id network.RequestID) string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	u := tab.asked[id]
	delete(tab.asked, id)
	return u
}

func (tab *Tab) fault(what string) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.faults = append(tab.faults, what)
}

// Refused opens an address that the server answers with an error, which the
// browser reports as one.
func (tab *Tab) Refused(url string) {
	tab.t.Helper()
	tab.mu.Lock()
	tab.refuse = url
	tab.mu.Unlock()
	tab.Go(url)
}

func (tab *Tab) refused(url string) bool {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	return url == tab.refuse && url != ""
}

// Faults are what went wrong in the page so far.
func (tab *Tab) Faults() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	return slices.Clone(tab.faults)
}

// Disk lets the tab open files.
func (tab *Tab) Disk() {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.disk = true
}

// Offline takes the network away from the tab and from the service worker
// behind it, or gives it back.
func (tab *Tab) Offline(offline bool) {
	tab.t.Helper()
	_, err := chromedp.Call(tab.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		EmulateOfflineServiceWorker: &offline,
		MatchedNetworkConditions:    []*network.Conditions{{Offline: offline, DownloadThroughput: -1, UploadThroughput: -1}}})
	tab.must(err)
	_, err = chromedp.Call(tab.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: offline, DownloadThroughput: -1, UploadThroughput: -1})
	tab.must(err)
}

// Go opens an address and waits until it has loaded.
func (tab *Tab) Go(url string) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		tab.t.Fatalf("opening %s: %v", url, err)
	}
}

// Follow clicks what the selector finds and waits for the page that it leads
// to.
func (tab *Tab) Follow(selector string) {
	tab.t.Helper()
	tab.settle(selector)
	tab.leave("following "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Enter presses the key on what has the focus and waits for the page that it
// leads to.
func (tab *Tab) Enter() {
	tab.t.Helper()
	tab.leave("the key Enter", chromedp.KeyEvent("\r"))
}

func (tab *Tab) leave(how string, step chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, step); err != nil {
		tab.t.Fatalf("%s: %v", how, err)
	}
}

// Eval returns what a JavaScript expression gives; of a promise, what it
// resolves to.
func Eval[V any](tab *Tab, expression string) V {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[V](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		tab.t.Fatalf("evaluating %.120s: %v", expression, err)
	}
	return v
}

// Do runs JavaScript for its effect.
func (tab *Tab) Do(script string) {
	tab.t.Helper()
	Eval[bool](tab, "(async () => {"+script+"; return true})()")
}

// Wait waits until the expression is true, on whatever page the tab comes to.
func (tab *Tab) Wait(expression string) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	// A page that is left while it is asked answers with an error or, kept for the
	// way back, not at all; then the one that came is asked. The page itself looks
	// again and again, and not by frames, which one that is not drawn does not get.
	ask := func() error {
		ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
		defer cancel()
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("new Promise((done) => { const look = () => ("+expression+") ? done(true) : setTimeout(look, 20); look(); })", chromedp.EvalAwaitPromise))
		return err
	}
	left := func(err error) bool {
		return errors.Is(err, context.DeadlineExceeded) || slices.ContainsFunc([]string{"context", "collected", "navigated"}, func(s string) bool { return strings.Contains(err.Error(), s) })
	}
	err := ask()
	for err != nil && ctx.Err() == nil && left(err) {
		err = ask()
	}
	if err != nil {
		tab.t.Fatalf("waiting for %s: %v\nat %s", expression, err, Eval[string](tab, "location.href+' '+document.title"))
	}
}

// Text is what a person reads of the first element that the selector finds,
// white space folded; "" where there is none.
func (tab *Tab) Text(selector string) string {
	tab.t.Helper()
	return strings.Join(strings.Fields(Eval[string](tab, "document.querySelector("+quote(selector)+")?.innerText ?? ''")), " ")
}

// Texts are those of every element.
func (tab *Tab) Texts(selector string) []string {
	tab.t.Helper()
	return Eval[[]string](tab, "[...document.querySelectorAll("+quote(selector)+")].map(e => e.innerText.replace(/\\s+/g,' ').trim())")
}

// Type types into the field as keys do.
func (tab *Tab) Type(selector, text string) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.SendKeys(chromedp.CSS(selector), text)); err != nil {
		tab.t.Fatalf("typing into %s: %v", selector, err)
	}
}

// settle brings what the selector finds into view and waits until it stands
// still: a part of a long text is laid out when it comes near, and what stands
// below it moves. Without scripts no frame can be waited for.
func (tab *Tab) settle(selector string) {
	tab.t.Helper()
	if tab.mute {
		return
	}
	tab.Do(`const e = document.querySelector(` + quote(selector) + `);
		if (!e) throw new Error("nothing is found");
		for (let was, at; !was || at.x !== was.x || at.y !== was.y; ) {
			was = at;
			e.scrollIntoView({ block: "center" });
			await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
			at = e.getBoundingClientRect();
		}`)
}

// Click clicks without waiting for a page.
func (tab *Tab) Click(selector string) {
	tab.t.Helper()
	tab.settle(selector)
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		tab.t.Fatalf("clicking %s: %v", selector, err)
	}
}

// Press presses a key.
func (tab *Tab) Press(key string) {
	tab.t.Helper()
	tab.must(chromedp.Do(tab.ctx, chromedp.KeyEvent(key)))
}

// Dark chooses the dark or the light theme, as the system does. In both nothing
// moves: a click would miss what is still scrolling.
func (tab *Tab) Dark(dark bool) {
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	_, err := chromedp.Call(tab.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	tab.must(err)
}

// Scripts lets scripts of pages run or not.
func (tab *Tab) Scripts(run bool) {
	_, err := chromedp.Call(tab.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
	tab.must(err)
	tab.mute = !run
}

// Clipboard lets the page at the origin use the clipboard.
func (tab *Tab) Clipboard(origin string) {
	for _, name := range [...]string{"clipboard-read", "clipboard-write"} {
		_, err := chromedp.CallBrowser(tab.ctx, browser.SetPermission, browser.SetPermissionParams{Origin: origin, Setting: browser.PermissionSettingGranted,
			Permission: &browser.PermissionDescriptor{Name: name}, BrowserContextID: chromedp.FromContext(tab.ctx).BrowserContextID})
		tab.must(err)
	}
}

// Fonts are the families in which the text of the first element that the
// selector finds is drawn.
func (tab *Tab) Fonts(selector string) []string {
	tab.t.Helper()
	Eval[float64](tab, "document.querySelector("+quote(selector)+").getBoundingClientRect().height") // lays it out
	_, err := chromedp.Call(tab.ctx, dom.Enable, dom.EnableParams{})
	tab.must(err)
	_, err = chromedp.Call(tab.ctx, css.Enable, cdp.Empty{})
	tab.must(err)
	doc, err := chromedp.Call(tab.ctx, dom.GetDocument, dom.GetDocumentParams{})
	tab.must(err)
	node, err := chromedp.Call(tab.ctx, dom.QuerySelector, dom.QuerySelectorParams{NodeID: doc.Root.NodeID, Selector: selector})
	tab.must(err)
	defer func() {
		for _, disable := range [...]cdp.Command[cdp.Empty, cdp.Empty]{css.Disable, dom.Disable} {
			_, err := chromedp.Call(tab.ctx, disable, cdp.Empty{})
			tab.must(err)
		}
	}()
	used, err := chromedp.Call(tab.ctx, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: node.NodeID})
	tab.must(err)
	var out []string
	for _, f := range used.Fonts {
		out = append(out, f.FamilyName)
	}
	return out
}

// PDF prints the page.
func (tab *Tab) PDF() []byte {
	tab.t.Helper()
	b, err := chromedp.Run(tab.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPreferCSSPageSize()))
	tab.must(err)
	return b
}

// quote writes a string for JavaScript.
func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // of a string
	}
	return string(b)
}
