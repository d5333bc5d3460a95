package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"github.com/chromedp/chromedp"
)

// ErrNoChromium: there is no Chromium on this machine.
var ErrNoChromium = errors.New("chromium is not installed")

// A Chromium is one running browser, of which every test opens tabs.
type Chromium struct {
	ctx  context.Context
	stop func()
}

// Start starts Chromium without a window.
func Start() (*Chromium, error) {
	var path string
	for _, name := range [...]string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); name != "" && err == nil {
			path = p
			break
		}
	}
	if path == "" {
		return nil, ErrNoChromium
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium's own sandbox refuses root
	}
	ctx, cancelAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(ctx)
	c := &Chromium{ctx, func() { cancel(); cancelAllocator() }}
	if err := chromedp.Do(ctx); err != nil {
		c.stop()
		return nil, fmt.Errorf("starting chromium: %w", err)
	}
	return c, nil
}

// Close ends the browser.
func (c *Chromium) Close() { c.stop() }
