package index
import ("testing";"fmt";"tizbe/corpus/kazakh";bindex "github.com/blevesearch/bleve_index_api")
func TestZZ(t *testing.T){
 x:=opened(t,embedded(t))
 fz:=x.reader.(bindex.IndexReaderFuzzy)
 for _,s:=range []string{"мамаандандырылган","даяярлык","автомобильдееринин","тергеуди","мамандандырлыган"}{
  w:=analyse(s)[0]
  fmt.Println(s,w.form,w.folded,x.knows(fieldForm,w.form),x.knows(fieldFolded,w.folded),x.near(w))
  for f:=1;f<=2;f++{ d,err:=fz.FieldDictFuzzy(fieldForm,w.form,f,""); fmt.Print(f,err); if err==nil { for { e,err:=d.Next(); if e==nil||err!=nil {break}; fmt.Print(" ",e.Term,kazakh.Near(w.form,e.Term)) }}; fmt.Println() }
 }
}
