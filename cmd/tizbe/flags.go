package main

import "github.com/urfave/cli/v2"

// Flags that several verbs have mean the same in each.

func (a *app) onFlag() cli.Flag {
	return &cli.StringFlag{Name: "on", Usage: a.say.T("the day of the legal relation, YYYY-MM-DD")}
}

func (a *app) seenFlag() cli.Flag {
	return &cli.StringFlag{Name: "seen", Usage: a.say.T("as the law stood on that day (default: today)")}
}

func (a *app) revisionFlag() cli.Flag {
	return &cli.StringFlag{Name: "revision", Usage: a.say.T("the revision by its ID, whatever governs")}
}

func (a *app) provisionFlag() cli.Flag {
	return &cli.StringFlag{Name: "provision", Usage: a.say.T("the provision by its eId, with everything below it")}
}

// actFlag chooses the act that is asked about.
func (a *app) actFlag() cli.Flag {
	return &cli.StringFlag{Name: "act", Usage: a.say.T("the act: its identifier or number (default: the first one held)")}
}

// onlyActFlag narrows what is asked about all acts.
func (a *app) onlyActFlag() cli.Flag {
	return &cli.StringFlag{Name: "act", Usage: a.say.T("this act only: its identifier or number")}
}

func (a *app) publishedFlag() cli.Flag {
	return &cli.StringFlag{Name: "published", Usage: a.say.T("the day of first official publication, YYYY-MM-DD")}
}
