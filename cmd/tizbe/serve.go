package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"tizbe/site/server"
	"tizbe/versioning/store"
)

func serveVerb(a *app) *cli.Command {
	t := a.say.T
	return a.verb(&cli.Command{
		Name:      "serve",
		Usage:     t("show the same pages live, with search and an API"),
		UsageText: "tizbe serve [--addr HOST:PORT] [--metrics-addr HOST:PORT] [--url URL] [--rate N] [--trusted-proxy CIDR]",
		Description: t("Reads only: what another run records is shown without a restart, and that run never waits. The API is described at %[1]s. "+
			"An interrupt lets the requests under way finish.", "/api/v1/openapi.json") + "\n\n" +
			"tizbe serve --addr 127.0.0.1:8080\n" +
			"tizbe serve --addr :8080 --metrics-addr 127.0.0.1:9090 --url https://example.org --trusted-proxy 10.0.0.0/8",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "addr", Value: "127.0.0.1:8080", DefaultText: "127.0.0.1:8080", Usage: t("the address to listen at")},
			&cli.StringFlag{Name: "metrics-addr", Usage: t("the address of the figures for Prometheus (default: none)")},
			&cli.StringFlag{Name: "url", Usage: t("the address at which the site will stand, for canonical links and feeds")},
			&cli.Float64Flag{Name: "rate", Value: 50, DefaultText: "50", Usage: t("requests a second of one client; 0 for no limit")},
			&cli.IntFlag{Name: "burst", Value: 200, DefaultText: "200", Usage: t("requests of one client at once")},
			&cli.StringSliceFlag{Name: "trusted-proxy", Usage: t("a network whose X-Forwarded-For is believed; may be repeated")},
		},
		Action: a.serve,
	})
}

func (a *app) serve(x *cli.Context) error {
	o := server.Options{Dir: a.dir, Open: func() (*store.Store, error) { return a.open(true) }, Translate: glossaryReadings(), Glossary: glossarySource(), Now: a.now,
		Log: slog.New(slog.NewJSONHandler(a.err, nil)), Rate: x.Float64("rate"), Burst: x.Int("burst")}
	if o.Rate <= 0 {
		o.Rate = -1
	}
	var err error
	if o.URL, err = a.siteAddress(x); err != nil {
		return err
	}
	for _, p := range x.StringSlice("trusted-proxy") {
		n, err := netip.ParsePrefix(p)
		if addr, e := netip.ParseAddr(p); e == nil {
			n, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		if err != nil {
			return &misuse{what: a.say.T("--%[1]s %[2]s is no network such as 10.0.0.0/8", "trusted-proxy", a.short(p)), hint: a.example(x.Command)}
		}
		o.Proxies = append(o.Proxies, n)
	}
	l, err := a.listen(x.String("addr"))
	if err != nil {
		return err
	}
	s, err := server.New(o)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(x.Context, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if addr := x.String("metrics-addr"); addr != "" {
		m, err := a.listen(addr)
		if err != nil {
			l.Close()
			return err
		}
		figures := &http.Server{Handler: s.Metrics(), ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
		defer figures.Close()
		go func() { _ = figures.Serve(m) }() // until the server ends
		a.notice(a.say.T("figures: %[1]s", "http://"+m.Addr().String()+"/metrics"))
	}
	a.notice(a.say.T("listening: %[1]s", "http://"+l.Addr().String()+"/"))
	if a.json() {
		if err := a.writeJSON(map[string]string{"address": l.Addr().String()}); err != nil {
			return err
		}
	}
	return s.Serve(ctx, l)
}

// listen opens an address given as HOST:PORT.
func (a *app) listen(addr string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", addr)
	if err != nil {
		why := err.Error()
		if i := strings.LastIndex(why, ": "); i >= 0 {
			why = why[i+2:]
		}
		return nil, &failure{what: a.say.T("cannot listen at %[1]s: %[2]s", a.short(addr), why), hint: a.say.T("name a free address with --addr, such as 127.0.0.1:8080"), err: fmt.Errorf("listening: %w", err)}
	}
	return l, nil
}
