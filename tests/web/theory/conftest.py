from tests.web.cycles.team import cycle, decided, lead, network, project, sponsor

__all__ = ["cycle", "decided", "lead", "network", "project", "sponsor"]
