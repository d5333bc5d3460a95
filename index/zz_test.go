package index
import ("testing";"fmt")
func TestZZ(t *testing.T){
 x:=opened(t,embedded(t))
 for _,q:=range []string{"жүргізуші","аса маңыззды істер жөніндегі жедел уәкіл","аса маңызды істер жөніндегі жедел уәкіл","полиция департаменті бастығының орынбасары","kind:heading point:16","unit:\"тергеу\" бастық","және","\"Сункар\" арнайы","маманы бас","тергеу басқармасы","министр", "руководитель следственного отдела", "начальник", "сот", "Президент", "789 қаулы", "\"бөлім бастығы\" point:6","\"бастығы бөлім\""}{
  r:=ask(t,x,q,14)
  fmt.Println("==",q,r.Total,r.Rule)
  for _,h:=range r.Hits { f:=h.Fragment; if len(f)>200 {f=f[:200]}; fmt.Printf("  %.3f %s %s %s [%s] %v %v %v\n",h.Score,h.Rule,h.Kind,f,h.Via,h.Sources,h.Point,h.EID) }
 }
}
