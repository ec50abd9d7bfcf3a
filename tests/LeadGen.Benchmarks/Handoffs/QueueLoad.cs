using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;

namespace LeadGen.Benchmarks.Handoffs;

/// <summary>The queue and the actions on it, one person and one program at a time.</summary>
internal static class QueueLoad
{
    private const int Requests = 100;
    private const int WarmUp = 20;
    private const double ReadBar = 50;
    private const double ActBar = 100;
    private const string Api = "/api/v1/handoffs";

    public static async Task RunAsync(Desk desk, NpgsqlDataSource source, Bars bars)
    {
        Console.WriteLine(
            Bars.Invariant(
                $"{await source.ValueAsync<long>("select count(*) from leadgen.handoffs where state in ('open', 'accepted', 'started')"):N0} open hand-offs"
            )
        );
        var (pages, calls) = (await PagesAsync(source), await CallsAsync(source));
        await WarmUpAsync(desk.Browser, pages);
        await WarmUpAsync(desk.Program, calls);
        await ReadAsync(desk.Browser, pages, bars);
        await ReadAsync(desk.Program, calls, bars);
        await ActByPageAsync(desk, source, bars);
        await ActByCallAsync(desk, source, bars);
    }

    private static async Task ReadAsync(HttpClient client, List<(string What, string[] Paths)> all, Bars bars)
    {
        foreach (var (what, paths) in all)
        {
            var latencies = new List<double>();
            for (var i = 0; i < Requests; i++)
            {
                latencies.Add(await TimedAsync(() => GetAsync(client, paths[i % paths.Length])));
            }

            bars.AddP95(what, latencies, ReadBar);
        }
    }

    private static async Task WarmUpAsync(HttpClient client, List<(string What, string[] Paths)> all)
    {
        for (var i = 0; i < WarmUp; i++)
        {
            foreach (var (_, paths) in all)
            {
                await GetAsync(client, paths[i % paths.Length]);
            }
        }
    }

    private static async Task GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Expect(answer.StatusCode, HttpStatusCode.OK, path);
    }

    private static async Task<List<(string What, string[] Paths)>> PagesAsync(NpgsqlDataSource source)
    {
        var ids = await SomeAsync(source, "open", 100);
        var (late, started) = await DeepAsync(source);
        return
        [
            ("GET /queue", ["/queue"]),
            ("GET /queue?view=mine", ["/queue?view=mine"]),
            ("GET /queue?view=team", ["/queue?view=team"]),
            ("GET /queue?view=unclaimed", ["/queue?view=unclaimed"]),
            ("GET /queue?view=overdue", ["/queue?view=overdue"]),
            (
                "GET /queue, 50,000 rows further",
                [.. new[] { "all", "unclaimed", "team" }.Select(view => $"/queue?view={view}&after={late}")]
            ),
            ("GET /queue, among those without a promise", [$"/queue?after={started}"]),
            ("GET /queue?q= a first name", [.. Enumerable.Range(0, 50).Select(n => $"/queue?q=name{n}")]),
            ("GET /queue?q= a company", [.. Enumerable.Range(1, 100).Select(n => $"/queue?q=plant+{n * 150}")]),
            ("GET /queue?q= nobody", ["/queue?q=zzqzz"]),
            ("GET /queue?view=mine&q= a first name", ["/queue?view=mine&q=name1"]),
            ("GET /queue?at=", [.. ids.Select(id => $"/queue?at={id}")]),
        ];
    }

    private static async Task<List<(string What, string[] Paths)>> CallsAsync(NpgsqlDataSource source)
    {
        var leads = await source.ValueAsync<Guid[]>(
            "select array_agg(leadgen.nth(5, n * 100)) from generate_series(1, 100) n"
        );
        return
        [
            ("GET handoffs", [Api]),
            ("GET handoffs?limit=200", [$"{Api}?limit=200"]),
            ("GET handoffs?owner=, many", [$"{Api}?owner=rep7@bench.example"]),
            ("GET handoffs?owner=, few", [$"{Api}?owner=bench@leadgen.example"]),
            (
                "GET handoffs?state=",
                [.. new[] { "open", "accepted", "started", "qualified" }.Select(s => $"{Api}?state={s}")]
            ),
            ("GET handoffs?state=&owner=", [$"{Api}?state=started&owner=bench@leadgen.example"]),
            ("GET handoffs?lead_id=", [.. leads.Select(id => $"{Api}?lead_id={id}")]),
            ("GET handoffs/{id}", [.. (await SomeAsync(source, "open", 100)).Select(id => $"{Api}/{id}")]),
        ];
    }

    /// <summary>Cursors of the page: into the middle of those with a promise, and of those without.</summary>
    private static async Task<(string Late, string Started)> DeepAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            select (select due || '|' || id from leadgen.handoffs where due is not null order by due, id offset 50000 limit 1),
                (select id::text from leadgen.handoffs where state = 'started' order by id offset 10000 limit 1)
            """
        );
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        var (at, id) = row.GetString(0).Split('|') is [var due, var text] ? (due, text) : throw new FormatException();
        var ticks = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).UtcTicks;
        return (Bars.Invariant($"{ticks}_{Guid.Parse(id):N}"), Bars.Invariant($"0_{Guid.Parse(row.GetString(1)):N}"));
    }

    private static async Task ActByPageAsync(Desk desk, NpgsqlDataSource source, Bars bars)
    {
        var ids = await SomeAsync(source, "open", 4 * Requests);
        (string Verb, (string, string)[] Fields)[][] days =
        [
            [("accept", []), ("start", []), ("qualify", [("qualify.need", "yes"), ("qualify.authority", "yes")])],
            [("recycle", [("recycle.reason", "timing")])],
            [("reject", [("reject.reason", "not_a_fit")])],
            [("disqualify", [("disqualify.reason", "not_a_fit")])],
        ];
        var took = new Dictionary<string, List<double>>();
        for (var day = 0; day < days.Length; day++)
        {
            foreach (var id in ids.Skip(day * Requests).Take(Requests))
            {
                var version = 1;
                foreach (var (verb, fields) in days[day])
                {
                    Add(verb, await PostAsync("act", [("verb", verb), .. fields], id, version++));
                    Add("undo", await PostAsync("undo", [], id, version++));
                    await PostAsync("act", [("verb", verb), .. fields], id, version++);
                }
            }
        }

        foreach (var (verb, latencies) in took)
        {
            bars.AddP95($"POST /queue: {verb}", latencies, ActBar);
        }

        void Add(string verb, double latency) =>
            (took.TryGetValue(verb, out var all) ? all : took[verb] = []).Add(latency);

        Task<double> PostAsync(string handler, (string, string)[] fields, Guid id, int version) =>
            TimedAsync(async () =>
            {
                using var answer = await desk.PostAsync(
                    $"/queue?handler={handler}",
                    [("handoff", $"{id}"), ("version", Bars.Invariant($"{version}")), ("quiet", "1"), .. fields]
                );
                Expect(answer.StatusCode, HttpStatusCode.OK, handler);
            });
    }

    private static async Task ActByCallAsync(Desk desk, NpgsqlDataSource source, Bars bars)
    {
        var ids = await SomeAsync(source, "open", 4 * Requests);
        (string Verb, object Action)[][] days =
        [
            [
                ("accept", new { version = 1 }),
                ("start", new { version = 4 }),
                ("qualify", new { version = 7, checklist = new { need = "yes", authority = "yes" } }),
            ],
            [("recycle", new { version = 1, reason = "timing" })],
            [("reject", new { version = 1, reason = "not_a_fit" })],
            [("disqualify", new { version = 1, reason = "not_a_fit" })],
        ];
        var took = new Dictionary<string, List<double>>();
        for (var day = 0; day < days.Length; day++)
        {
            foreach (var id in ids.Skip(day * Requests).Take(Requests))
            {
                var version = 1;
                foreach (var (verb, action) in days[day])
                {
                    await ActAsync(id, verb, With(action, version++));
                    await ActAsync(id, "undo", new { version = version++ });
                    await ActAsync(id, verb, With(action, version++));
                }
            }
        }

        foreach (var (verb, latencies) in took)
        {
            bars.AddP95($"POST handoffs/{{id}}/{verb}", latencies, ActBar);
        }

        async Task ActAsync(Guid id, string verb, object action) =>
            (took.TryGetValue(verb, out var all) ? all : took[verb] = []).Add(
                await TimedAsync(async () =>
                    Expect((await desk.ActAsync(id, verb, action)).Status, HttpStatusCode.OK, verb)
                )
            );

        static Dictionary<string, object?> With(object action, int version) =>
            new(
                action
                    .GetType()
                    .GetProperties()
                    .Select(member => KeyValuePair.Create(member.Name, member.GetValue(action)))
            )
            {
                ["version"] = version,
            };
    }

    private static Task<Guid[]> SomeAsync(NpgsqlDataSource source, string state, int count) =>
        source.ValueAsync<Guid[]>(
            Bars.Invariant(
                $"select array_agg(id) from (select id from leadgen.handoffs where state = '{state}' and version = 1 order by md5(id::text) limit {count}) h"
            )
        );

    private static async Task<double> TimedAsync(Func<Task> act)
    {
        var begun = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static void Expect(HttpStatusCode status, HttpStatusCode expected, string what)
    {
        if (status != expected)
        {
            throw new InvalidOperationException($"{what} answered {status}.");
        }
    }
}
