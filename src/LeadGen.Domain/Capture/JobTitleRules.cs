namespace LeadGen.Domain.Capture;

/// <summary>The table that comes with the product: a start to be edited. Longer and narrower patterns stand before wider ones.</summary>
public static class JobTitleRules
{
    public static readonly IReadOnlyList<JobTitleRule> Defaults =
    [
        // Who works for the one named in the title.
        new("assistant to", Seniority.Staff),
        new("executive assistant", Seniority.Staff, Department.Operations),
        new("account executive", Seniority.Staff, Department.Sales),
        new("sales executive", Seniority.Staff, Department.Sales),
        new("marketing executive", Seniority.Staff, Department.Marketing),
        new("product owner", Seniority.Staff, Department.Engineering),
        new("chief of staff", Seniority.Director, Department.Operations),
        new("business owner", Seniority.Owner),
        new("co owner", Seniority.Owner),
        new("owner", Seniority.Owner),
        new("founder", Seniority.Owner),
        new("cofounder", Seniority.Owner),
        new("proprietor", Seniority.Owner),
        new("inhaber", Seniority.Owner),
        new("inhaberin", Seniority.Owner),
        new("vice president", Seniority.Vp),
        new("vp", Seniority.Vp),
        new("svp", Seniority.Vp),
        new("evp", Seniority.Vp),
        new("avp", Seniority.Vp),
        new("cto", Seniority.Executive, Department.Engineering),
        new("cio", Seniority.Executive, Department.It),
        new("ciso", Seniority.Executive, Department.It),
        new("cmo", Seniority.Executive, Department.Marketing),
        new("cfo", Seniority.Executive, Department.Finance),
        new("coo", Seniority.Executive, Department.Operations),
        new("cro", Seniority.Executive, Department.Sales),
        new("cso", Seniority.Executive),
        new("chro", Seniority.Executive, Department.Hr),
        new("ceo", Seniority.Executive),
        new("chief", Seniority.Executive),
        new("managing director", Seniority.Executive),
        new("general manager", Seniority.Executive),
        new("managing partner", Seniority.Executive),
        new("president", Seniority.Executive),
        new("chairman", Seniority.Executive),
        new("chairwoman", Seniority.Executive),
        new("executive director", Seniority.Executive),
        new("geschäftsführer", Seniority.Executive),
        new("geschäftsführerin", Seniority.Executive),
        new("vorstand", Seniority.Executive),
        new("director", Seniority.Director),
        new("head", Seniority.Director),
        new("leiter", Seniority.Director),
        new("leiterin", Seniority.Director),
        new("directeur", Seniority.Director),
        new("directrice", Seniority.Director),
        new("manager", Seniority.Manager),
        new("mgr", Seniority.Manager),
        new("supervisor", Seniority.Manager),
        new("team lead", Seniority.Manager),
        new("team leader", Seniority.Manager),
        new("lead", Seniority.Manager),
        new("controller", Seniority.Manager, Department.Finance),
        .. Staff(
            "analyst administrator architect assistant associate consultant coordinator designer developer engineer executive officer "
                + "programmer representative rep scientist specialist technician"
        ),
        .. In(
            Department.Support,
            "customer success",
            "customer service",
            "customer support",
            "support",
            "help desk",
            "helpdesk"
        ),
        .. In(Department.Hr, "human resources", "hr", "people", "talent", "recruiting", "recruiter", "personnel"),
        .. In(
            Department.Finance,
            "finance",
            "financial",
            "accounting",
            "accountant",
            "controlling",
            "treasurer",
            "audit",
            "payroll"
        ),
        .. In(
            Department.Marketing,
            "marketing",
            "brand",
            "demand generation",
            "growth",
            "communications",
            "content",
            "seo"
        ),
        .. In(
            Department.Sales,
            "sales",
            "business development",
            "account manager",
            "revenue",
            "bdr",
            "sdr",
            "vertrieb"
        ),
        .. In(
            Department.It,
            "it",
            "information technology",
            "information systems",
            "information security",
            "system administrator",
            "systems administrator",
            "network"
        ),
        .. In(
            Department.Engineering,
            "engineering",
            "engineer",
            "developer",
            "software",
            "devops",
            "r d",
            "research",
            "technology",
            "technical",
            "product",
            "architect",
            "programmer",
            "data scientist"
        ),
        .. In(
            Department.Operations,
            "operations",
            "operating",
            "supply chain",
            "logistics",
            "procurement",
            "purchasing",
            "production"
        ),
    ];

    private static IEnumerable<JobTitleRule> Staff(string words) =>
        words.Split(' ').Select(word => new JobTitleRule(word, Seniority.Staff));

    private static IEnumerable<JobTitleRule> In(Department department, params string[] patterns) =>
        patterns.Select(pattern => new JobTitleRule(pattern, Department: department));
}
