using CsCheck;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.Scoring.ScoringData;

namespace LeadGen.Domain.Tests.Scoring;

/// <summary>Models and leads small enough that everything meets everything.</summary>
internal static class ScoringGen
{
    private static readonly string[] Countries = ["DE", "fr", "US"];
    private static readonly string[] Titles =
    [
        "intern",
        "Internal Auditor",
        "Sales Intern",
        "director",
        "DIRECTOR sales",
    ];
    private static readonly string[] Kinds = ["page_view", "meeting", "adjustment"];
    private static readonly string[] Paths = ["/pricing", "/pricing/eu", "/Pricing", "/blog"];
    private static readonly string[] Offers = ["paper", "webinar"];

    private static readonly Gen<int> Points = Gen.Int[-20, 40];

    private static readonly Gen<FitCriterion> TextFit = Gen.Select(
        Gen.OneOf("country", "job_title"),
        Gen.OneOf(
            FactOperator.Equals,
            FactOperator.OneOf,
            FactOperator.Contains,
            FactOperator.IsKnown,
            FactOperator.IsMissing
        ),
        Gen.OneOf([.. Countries, .. Titles]).Array[1, 3],
        (fact, comparison, values) => Fit(fact, comparison, 0, comparison == FactOperator.Equals ? values[..1] : values)
    );

    private static readonly Gen<FitCriterion> NumberFit = Gen.Select(
        Gen.OneOf("employees", "annual_revenue"),
        Gen.OneOf(FactOperator.AtLeast, FactOperator.AtMost, FactOperator.Between, FactOperator.Equals),
        Gen.Int[0, 5],
        Gen.Int[0, 5],
        (fact, comparison, low, length) =>
            Fit(fact, comparison, 0, comparison == FactOperator.Between ? [$"{low}", $"{low + length}"] : [$"{low}"])
    );

    // Now and then one is switched off.
    private static readonly Gen<bool> Offs = Gen.Int[0, 7].Select(number => number == 0);

    private static readonly Gen<FitCriterion> PersonaFit = Gen.OneOf<FitCriterion>(TextFit, NumberFit)
        .Array[1, 3]
        .Select(conditions => Persona("Somebody", 0, [.. conditions.SelectMany(one => one.Asked)]));

    private static readonly Gen<FitCriterion> FitCriteria = Gen.Select(
        Gen.OneOf<FitCriterion>(TextFit, NumberFit, PersonaFit),
        Points,
        Gen.OneOf<string?>(null, null, "one", "two"),
        Offs,
        (criterion, points, group, off) => criterion with { Points = points, Group = group, Off = off }
    );

    private static readonly Gen<TouchpointFilter?> Filters = Gen.OneOf<TouchpointFilter?>(
        Gen.Const((TouchpointFilter?)null),
        Gen.OneOf(Paths).Select(path => (TouchpointFilter?)new TouchpointFilter(PathPrefix: path)),
        Gen.OneOf(Offers).Select(offer => (TouchpointFilter?)new TouchpointFilter([offer])),
        Gen.OneOf("early", "LATE").Select(depth => (TouchpointFilter?)WithProperty("depth", depth))
    );

    private static readonly Gen<EngagementCriterion> EngagementCriteria = Gen.Select(
        Gen.OneOf("page_view", "page_view", "meeting", "meeting", "meeting", "adjustment"),
        Points,
        Filters,
        Gen.Select(Gen.Bool, Gen.Int[1, 3], Gen.Int[1, 5], (has, times, days) => has ? new Limit(times, days) : null),
        Gen.Select(Gen.Bool, Gen.Int[0, 60], (has, max) => has ? max : (int?)null),
        Gen.OneOf<double?>(null, 0.5, 1, 3, 30),
        Gen.Select(Gen.OneOf<double?>(null, 0.25, 2, 7), Offs),
        (kind, points, where, limit, max, halfLife, expiry) =>
            new EngagementCriterion("", "", kind, points, where, limit, max, halfLife, expiry.Item1, expiry.Item2)
    );

    public static readonly Gen<ScoringModel> Models = Gen.Select(
        FitCriteria.Array[0, 6],
        EngagementCriteria.Array[0, 6],
        Gen.Select(Gen.Bool, Gen.Int[0, 60], (has, max) => has ? max : (int?)null),
        Gen.Select(Gen.Bool, Gen.Int[0, 60], (has, max) => has ? max : (int?)null),
        (fit, engagement, maxFit, maxEngagement) =>
            new ScoringModel
            {
                Name = "Any",
                MqlThreshold = 50,
                MaxFit = maxFit,
                MaxEngagement = maxEngagement,
                Fit = [.. fit.Select((criterion, index) => criterion with { Key = $"f{index}", Label = $"F {index}" })],
                Engagement =
                [
                    .. engagement.Select(
                        (criterion, index) => criterion with { Key = $"e{index}", Label = $"E {index}" }
                    ),
                ],
            }
    );

    public static readonly Gen<LeadFacts> Leads = Gen.Select(
        Gen.OneOf<string?>([null, .. Countries]),
        Gen.OneOf<string?>([null, .. Titles]),
        Gen.Int[-1, 10],
        Gen.Int[-1, 10],
        (country, title, employees, revenue) =>
            Facts([
                .. country is null ? [] : new[] { ("country", country) },
                .. title is null ? [] : new[] { ("job_title", title) },
                .. employees < 0 ? [] : new[] { ("employees", $"{employees}") },
                .. revenue < 0 ? [] : new[] { ("annual_revenue", $"{revenue}") },
            ])
    );

    // Quarters of a day, so that equal times, exact windows and exact half-lives are common.
    private static readonly Gen<Touchpoint> Touchpoint = Gen.Select(
        Gen.OneOf(Kinds),
        Gen.Int[-8, 80],
        Gen.OneOf<string?>([null, .. Paths]),
        Gen.OneOf<string?>([null, .. Offers]),
        Gen.OneOf("early", "late", ""),
        Gen.Int[0, 9],
        Points,
        (kind, quarters, path, offer, depth, luck, points) =>
            Touch(kind, quarters / 4.0, 0, path, offer, luck == 0, ("depth", depth), ("points", $"{points}"))
    );

    public static readonly Gen<Touchpoint[]> Histories = Touchpoint
        .Array[0, 15]
        .Select(touchpoints => touchpoints.Select((touchpoint, index) => touchpoint with { Id = Id(index) }).ToArray());

    public static readonly Gen<DateTimeOffset?> Recycles = Gen.Int[-1, 80]
        .Select(quarters => quarters < 0 ? (DateTimeOffset?)null : Now.AddDays(-quarters / 4.0));
}
