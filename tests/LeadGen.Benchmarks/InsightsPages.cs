using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>The pages of figures, by all their filters.</summary>
internal static partial class InsightsPages
{
    private const int TestedLeads = 50_000;

    private static readonly string[] Filters = ["offer", "source", "medium", "campaign", "channel", "direction"];

    public static async Task<IReadOnlyList<(string What, string[] Paths)>> AllAsync(
        HttpClient staff,
        NpgsqlDataSource source
    )
    {
        var today = TimeProvider.System.GetUtcNow().Date;
        string Days(int days) => Invariant($"from={today.AddDays(1 - days):yyyy-MM-dd}&to={today:yyyy-MM-dd}");
        var year = Days(365);
        var narrowed = new List<string>();
        foreach (var filter in Filters.Append("persona"))
        {
            narrowed.AddRange(
                (
                    await source.ScalarAsync<string[]>(
                        $"select coalesce(array_agg(distinct {filter}) filter (where {filter} <> ''), array[]::text[]) from leadgen.funnel_groups"
                    )
                )
                    .Take(5)
                    .Append("-")
                    .Select(value => $"{year}&{filter}={Uri.EscapeDataString(value)}")
            );
        }

        var test = await TestAsync(staff, source);
        string[] steps = ["lead", "qualified", "accepted", "confirmed", "opportunity", "customer"];
        return
        [
            ("/insights, 30 days", [$"/insights?{Days(30)}"]),
            ("/insights, 365 days", [$"/insights?{year}"]),
            ("/insights, 3 years", [$"/insights?{Days(1095)}"]),
            ("/insights by a filter", [.. narrowed.Select(these => $"/insights?{these}")]),
            ("/insights/leads?step=", [.. steps.Select(step => $"/insights/leads?{year}&step={step}")]),
            ("/insights/leads by a filter", [.. narrowed.Select(these => $"/insights/leads?{these}&step=customer")]),
            ("/insights/sources", [$"/insights/sources?{year}", $"/insights/sources?{Days(1095)}"]),
            ("/insights/sources by campaign", [$"/insights/sources?{year}&by=campaign"]),
            ("/insights/required", ["/insights/required", "/insights/required?goal=revenue&amount=1000000&size=20000"]),
            (
                "/insights/service-levels",
                [.. new[] { 7, 30, 90 }.Select(days => Invariant($"/insights/service-levels?days={days}"))]
            ),
            (
                "/insights/service-levels?by=",
                ["/insights/service-levels?by=source&days=90", "/insights/service-levels?by=hour&days=90"]
            ),
            (
                "/insights/handoffs",
                [
                    .. new[] { "opened", "caused", "accept_late", "rejected" }.Select(show =>
                        $"/insights/handoffs?show={show}&days=90"
                    ),
                ]
            ),
            ("/insights/score-quality", ["/insights/score-quality"]),
            ("/insights/judged", ["/insights/judged?version=1", "/insights/judged?version=1&verdict=good"]),
            ("/alignment", ["/alignment"]),
            ("A/B test", [test]),
            ("A/B test, its leads", [.. await LeadsOfAsync(staff, test)]),
            ("/marketing/scoring/learn", ["/marketing/scoring/learn"]),
            ("/insights/costs", ["/insights/costs"]),
            ("/marketing/personas", ["/marketing/personas"]),
        ];
    }

    /// <summary>A test that is over, to whose two variants fifty thousand of the leads came, so that a page reads what became of each.</summary>
    private static async Task<string> TestAsync(HttpClient staff, NpgsqlDataSource source)
    {
        if (await source.ScalarAsync<long>("select count(*) from leadgen.offer_tests") == 0)
        {
            var offer = await source.ScalarAsync<Guid>(
                "select id from leadgen.offers where state = 'published' order by slug limit 1"
            );
            var path = $"/marketing/offers/{offer}/test";
            using var made = await ListsBenchmark.PostAsync(staff, path, "?handler=new");
            made.EnsureSuccessStatusCode();
            await source.RunAsync(
                """
                update leadgen.offer_tests set state = 'stopped', started_at = now() - interval '60 days',
                    stopped_at = now() - interval '20 days', version = version + 1
                """
            );
            await source.RunAsync(
                """
                insert into leadgen.submissions (id, lead_id, offer_id, variant_id, received_at, fields, content_hash, step, state)
                select gen_random_uuid(), l.id, t.offer_id, (t.variants -> (l.n % 2)::int ->> 'id')::uuid,
                    now() - interval '20 days' - l.n * interval '1 minute' / 2, '{}', '', 1, 'accepted'
                from leadgen.offer_tests t cross join (
                    select id, row_number() over () as n from leadgen.leads where merged_into is null order by id desc limit $1) l
                """,
                TestedLeads
            );
            await source.RunAsync(
                """
                insert into leadgen.variant_counts (variant_id, day, viewed)
                select variant_id, (received_at at time zone 'UTC')::date, count(*) * 20
                from leadgen.submissions where variant_id is not null group by 1, 2
                """
            );
            await source.ScalarAsync<object>("vacuum (analyze) leadgen.submissions");
        }

        return await source.ScalarAsync<string>(
            "select '/marketing/offers/' || offer_id || '/test?test=' || id from leadgen.offer_tests order by id limit 1"
        );
    }

    /// <summary>What the numbers of the test lead to.</summary>
    private static async Task<IReadOnlyList<string>> LeadsOfAsync(HttpClient staff, string test)
    {
        var page = await staff.GetStringAsync(new Uri(test, UriKind.Relative));
        return
        [
            .. LeadsPath()
                .Matches(page)
                .Select(link => System.Net.WebUtility.HtmlDecode(link.Groups[1].Value))
                .Distinct(),
        ];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("href=\"(/marketing/offers/[^\"]+/test/leads[^\"]*)\"")]
    private static partial Regex LeadsPath();
}
