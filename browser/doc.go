// Package browser uses the program as a person does: it makes the site, shows
// it and serves it with the built command, and opens it in a real Chromium.
// It is a module of its own, so that what drives the browser is no dependency
// of the program.
package browser
