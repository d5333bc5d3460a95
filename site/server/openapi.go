package server

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"tizbe/corpus"
)

// describe makes the OpenAPI document (version 3.0.3) of the operations.
func describe() ([]byte, error) {
	x := &describer{schemas: make(map[string]any)}
	paths := make(map[string]any)
	for _, op := range operations {
		var params []any
		for _, p := range op.Params {
			params = append(params, map[string]any{"name": p.Name, "in": "query", "required": p.Required, "description": p.Doc, "schema": p.schema()})
		}
		paths[apiPath+op.Path] = map[string]any{"get": map[string]any{
			"operationId": op.Path, "summary": op.Summary, "parameters": params,
			"responses": x.responses(x.schema(reflect.TypeOf(op.Result)), 400, 404, 422, 429, 500, 503),
		}}
	}
	object := map[string]any{"type": "object"}
	paths[apiPath+"openapi.json"] = map[string]any{"get": map[string]any{"operationId": "openapi", "summary": "This document", "responses": x.responses(object, 429, 503)}}
	paths[apiPath+"problems"] = map[string]any{"get": map[string]any{"operationId": "problems", "summary": "The kinds of problem", "responses": x.responses(object, 429, 503)}}
	x.schema(reflect.TypeFor[Problem]())
	return json.MarshalIndent(map[string]any{
		"openapi": "3.0.3",
		"info": map[string]any{
			"title": "tizbe", "version": "1",
			"description": "Which text of a normative act governed on a day, and was this position on its list. Everything can only be read. " +
				"Days are YYYY-MM-DD; a day that is not known has both its bounds, and an open bound is null. " +
				"This is information on the texts held, not legal advice; only the officially published text has legal force.",
			"license": map[string]any{"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
		},
		"servers":    []any{map[string]any{"url": "/"}},
		"paths":      paths,
		"components": map[string]any{"schemas": x.schemas},
	}, "", " ")
}

func (p param) schema() map[string]any {
	switch p.Kind {
	case day:
		return map[string]any{"type": "string", "format": "date"}
	case moment:
		return map[string]any{"type": "string", "format": "date-time"}
	case count:
		return map[string]any{"type": "integer", "minimum": 1, "maximum": maxHits}
	case flag:
		return map[string]any{"type": "boolean"}
	case choice:
		return map[string]any{"type": "string", "enum": p.Values}
	}
	return map[string]any{"type": "string", "maxLength": maxWords}
}

// A describer collects schemas of Go types as encoding/json writes them.
type describer struct{ schemas map[string]any }

func (x *describer) responses(answer any, problems ...int) map[string]any {
	out := map[string]any{
		"200": map[string]any{"description": "The answer", "content": map[string]any{"application/json": map[string]any{"schema": answer}}},
		"304": map[string]any{"description": "As the client has it already"},
	}
	for _, status := range problems {
		var titles []string
		for _, k := range kindsOfFaults {
			if k.Status == status {
				titles = append(titles, k.Title)
			}
		}
		out[strconv.Itoa(status)] = map[string]any{
			"description": strings.Join(titles, "; "),
			"content":     map[string]any{"application/problem+json": map[string]any{"schema": map[string]any{"$ref": "#/components/schemas/Problem"}}},
		}
	}
	return out
}

// schema returns the schema of a type; structs are kept by name.
func (x *describer) schema(t reflect.Type) map[string]any {
	switch {
	case t == reflect.TypeFor[corpus.Date]():
		return map[string]any{"type": "string", "format": "date", "nullable": true}
	case t.Kind() == reflect.Pointer:
		s := x.schema(t.Elem())
		if s["$ref"] != nil {
			return map[string]any{"allOf": []any{s}, "nullable": true}
		}
		s["nullable"] = true
		return s
	}
	switch t.Kind() {
	case reflect.Struct:
		x.object(t)
		return map[string]any{"$ref": "#/components/schemas/" + t.Name()}
	case reflect.Slice, reflect.Array:
		return map[string]any{"type": "array", "items": x.schema(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": x.schema(t.Elem())}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Float32, reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.String:
		return map[string]any{"type": "string"}
	}
	return map[string]any{"type": "integer"}
}

func (x *describer) object(t reflect.Type) {
	if x.schemas[t.Name()] != nil {
		return
	}
	properties, required := make(map[string]any), []string{}
	x.schemas[t.Name()] = map[string]any{"type": "object"} // for a type that holds itself
	x.fields(t, properties, &required)
	x.schemas[t.Name()] = map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func (x *describer) fields(t reflect.Type, properties map[string]any, required *[]string) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-":
		case f.Anonymous && name == "":
			x.fields(f.Type, properties, required)
		case f.IsExported():
			if name == "" {
				name = f.Name
			}
			properties[name] = x.schema(f.Type)
			if options != "omitempty" {
				*required = append(*required, name)
			}
		}
	}
}
