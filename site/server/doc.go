// Package server shows the pages of package site live, answers searches and
// questions, and serves the same answers as data.
//
// # Reading
//
// A server has no way to write. It reads the records into a snapshot, closes
// the store, so that whoever records something never waits for it, and answers
// every request from one snapshot whole. Imported acts are too many for that:
// where there are any, a snapshot has a copy of the store, taken without a lock. When the store's file changes it
// reads again, makes the pages anew beside the old ones and swaps the snapshot:
// no answer mixes two states, and a request that is being answered finishes
// on the one that it began with.
//
// # Addresses
//
//	/…                   the pages of the site, byte for byte as the files of a build
//	/search/?q=…         hits as a page; also /ru/search/ and /en/search/
//	/check/?position=…   the answer to a question as a page; likewise
//	/api/v1/…            the answers as JSON, in the shapes of package answer
//	/healthz, /readyz    whether the process lives, and whether it has a snapshot
//
// The API is described by /api/v1/openapi.json, which is made from the same
// table of operations as the handlers. Errors are problem details (RFC 9457);
// /api/v1/problems lists them.
//
// # Caching
//
// Everything has an entity tag made of its content. Files whose names have a
// mark of their content are immutable. Pages of one edition are kept for a day
// without asking: their text stays, but what is known of its dates may be
// found out. Everything else is asked for again.
//
// # Limits
//
// Requests are bounded in size, time and number ([Options]); what is too much
// gets a 4xx or 503 with Retry-After. A client is an address, of IPv6 a /64.
//
// # Logs
//
// One line of JSON a request: method, path, status, bytes, milliseconds. The
// question itself and the address of whoever asks are left out.
package server
