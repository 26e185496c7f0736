import pytest
pytestmark = pytest.mark.django_db

def test_it(house):
    import time
    for name in ("lead","sponsor","coach","staff"):
        for u in (f"/projects/{house.ours.project.pk}/","/","/shared/"):
            t=time.time()
            r=house.clients[name].get(u)
            print(name,u,r.status_code,round(time.time()-t,3))
