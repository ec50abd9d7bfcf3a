using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace LeadGen.Benchmarks;

/// <summary>A large file of leads, beside a COPY of the same rows; and one whose process is killed again and again.</summary>
internal static class ImportBenchmark
{
    private const double Bar = 0.25;
    private const double MemoryBar = 200e6;
    private const int KilledRows = 60_000;
    private static readonly TimeSpan KilledEvery = TimeSpan.FromSeconds(2);

    private const string Map = """
        {
          "name": "bench", "key": "id", "email": "email", "occurred_at": "day",
          "source": "source", "medium": "medium", "campaign": "campaign",
          "facts": {
            "first_name": "first", "last_name": "last", "company": "company", "job_title": "title", "country": "country",
            "employees": "employees", "industry": "industry", "custom.plan": "plan"
          },
          "touchpoints": [{ "kind": "event_attended", "properties": { "stand": "stand" } }],
          "outcome": { "result": "result", "amount": "amount", "currency": { "value": "EUR" } }
        }
        """;

    /// <summary>What an import writes and keeps, in the order in which it is copied.</summary>
    private static readonly string[] Tables =
    [
        "accounts",
        "lead_identities",
        "leads",
        "fact_changes",
        "touchpoints",
        "outcomes",
        "stage_moves",
        "events",
        "imports",
        "import_parts",
    ];

    /// <returns>0 where all bars are met.</returns>
    public static async Task<int> RunAsync(int rows)
    {
        var (postgres, folder) = await AppProcess.PostgresAsync();
        bool isMet;
        await using (postgres)
        {
            isMet = await MeasureAsync(postgres.ConnectionString, folder, rows);
            isMet &= await KilledAsync(postgres.ConnectionString, folder);
        }

        Directory.Delete(folder, recursive: true);
        return isMet ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string server, string folder, int rows)
    {
        var (ours, theirs) = (await NewAsync(server, folder, "ours"), await NewAsync(server, folder, "theirs"));
        await using var source = NpgsqlDataSource.Create(ours);
        var rest = await ImportAsync(ours, folder, Write(folder, "few", 1, from: rows));
        var memory = await ImportAsync(ours, folder, Write(folder, "many", rows)) - rest;
        var seconds = await source.ScalarAsync<double>(
            "select extract(epoch from finished_at - started_at)::float8 from leadgen.imports where file_name = 'many.csv'"
        );
        Console.WriteLine(
            await source.ScalarAsync<string>(
                "select 'import: ' || (told)::text from leadgen.imports where file_name = 'many.csv'"
            )
        );
        var limit = await CopyAsync(source, theirs, folder);
        var isMet = limit / seconds >= Bar && memory <= MemoryBar;
        Console.WriteLine(
            Invariant(
                $"import: {rows:N0} rows in {seconds:0.0} s, {rows / seconds:N0} rows/s; COPY of what it wrote {limit:0.0} s, {rows / limit:N0} rows/s: {limit / seconds:0.00} of the limit (bar {Bar}), memory {memory / 1e6:0} MB more than for one row (bar {MemoryBar / 1e6:0}) {(isMet ? "met" : "MISSED")}"
            )
        );
        return isMet;
    }

    /// <summary>The same rows into the same tables with the same indexes, of another database on the same server.</summary>
    /// <returns>Seconds.</returns>
    private static async Task<double> CopyAsync(NpgsqlDataSource from, string to, string folder)
    {
        await using var target = NpgsqlDataSource.Create(to);
        await using var connection = await target.OpenConnectionAsync();
        var seconds = 0.0;
        foreach (var table in Tables)
        {
            var columns = await from.ScalarAsync<string>(
                $"select string_agg(column_name, ', ' order by ordinal_position) from information_schema.columns where table_schema = 'leadgen' and table_name = '{table}' and is_generated = 'NEVER'"
            );
            var path = Path.Combine(folder, table + ".copy");
            await using (var file = File.Create(path))
            await using (var source = await from.OpenConnectionAsync())
            await using (
                var export = await source.BeginRawBinaryCopyAsync(
                    $"copy leadgen.{table} ({columns}) to stdout (format binary)"
                )
            )
            {
                await export.CopyToAsync(file);
            }

            var clock = Stopwatch.StartNew();
            await using (var file = File.OpenRead(path))
            await using (
                var import = await connection.BeginRawBinaryCopyAsync(
                    $"copy leadgen.{table} ({columns}) from stdin (format binary)"
                )
            )
            {
                await file.CopyToAsync(import);
            }

            seconds += clock.Elapsed.TotalSeconds;
            Console.WriteLine(Invariant($"  COPY {table, -16} {clock.Elapsed.TotalSeconds, 6:0.0} s"));
            File.Delete(path);
        }

        return seconds;
    }

    /// <summary>The same file into two databases: into one of them by a process that is killed, begun anew, and killed again.</summary>
    private static async Task<bool> KilledAsync(string server, string folder)
    {
        var (whole, killed) = (await NewAsync(server, folder, "whole"), await NewAsync(server, folder, "killed"));
        var file = Write(folder, "killed", KilledRows);
        await ImportAsync(whole, folder, file);
        await using var source = NpgsqlDataSource.Create(killed);
        var kills = 0;
        while (!await IsDoneAsync(source))
        {
            var fence = await FenceAsync(source);
            using var process = AppProcess.Command(killed, folder, Arguments(folder, file));
            while (!process.HasExited && await FenceAsync(source) == fence)
            {
                await Task.Delay(20);
            }

            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(KilledEvery));
            if (!process.HasExited)
            {
                process.Kill();
                kills++;
            }

            await process.WaitForExitAsync();
        }

        await using var other = NpgsqlDataSource.Create(whole);
        var (mine, wanted) = (await DigestAsync(source), await DigestAsync(other));
        var isMet = mine == wanted && kills > 1;
        Console.WriteLine(
            Invariant(
                $"import of {KilledRows:N0} rows, killed {kills} times, each {KilledEvery.TotalSeconds:0} s after it had begun: {(isMet ? "the database is as by an import that nobody killed" : $"THE DATABASES DIFFER:\n{mine}\n{wanted}")}"
            )
        );
        return isMet;
    }

    private static async Task<bool> IsDoneAsync(NpgsqlDataSource source) =>
        await source.ScalarAsync<bool>("select exists (select from leadgen.imports where state = 'done')");

    private static Task<int> FenceAsync(NpgsqlDataSource source) =>
        source.ScalarAsync<int>("select coalesce(max(fence), 0) from leadgen.imports");

    /// <summary>All that the file told, without ids and the instants at which it was recorded.</summary>
    private static Task<string> DigestAsync(NpgsqlDataSource source)
    {
        const string Lead = "join leadgen.lead_identities i on i.lead_id = t.lead_id";
        (string Name, string Row, string From)[] tables =
        [
            ("accounts", "domain, facts", "accounts t"),
            (
                "leads",
                "i.email, l.email, stage, facts, owner_id, channel, first_touch, last_touch, customer_since, counts_after is null, event_sequence, merged_into, own, (select domain from leadgen.accounts a where a.id = l.account_id)",
                "leads l join leadgen.lead_identities i on i.lead_id = l.id"
            ),
            ("fact_changes", "i.email, origin, effective_at, actor, values", $"fact_changes t {Lead}"),
            (
                "touchpoints",
                "t.id, i.email, kind, occurred_at, offer, path, channel, source, properties, machine",
                $"touchpoints t {Lead}"
            ),
            ("outcomes", "t.id, i.email, result, amount, currency, reason, occurred_at, actor", $"outcomes t {Lead}"),
            (
                "stage_moves",
                "i.email, from_stage, to_stage, made_by, cause, actor, reason, implied",
                $"stage_moves t {Lead}"
            ),
            ("events", "i.email, type, sequence", $"events t {Lead}"),
            (
                "imports",
                "state, told, at_byte, at_line, rejects_bytes, (select sum(cardinality(leads)) from leadgen.import_parts), (select sum(cardinality(touchpoints)) from leadgen.import_parts)",
                "imports t"
            ),
        ];
        var digests = tables.Select(table =>
            $"select '{table.Name} ' || count(*) || ' ' || md5(coalesce(string_agg(r, '|' order by r), '')) as d from (select concat_ws('/', {table.Row}) as r from leadgen.{table.From}) rows"
        );
        return source.ScalarAsync<string>(
            $"select string_agg(d, ', ') from ({string.Join(" union all ", digests)}) all_of_them"
        );
    }

    /// <returns>The most memory that it had in bytes.</returns>
    private static async Task<long> ImportAsync(string db, string folder, string file) =>
        (await AppProcess.CommandAsync(db, folder, Arguments(folder, file))).Memory;

    private static string[] Arguments(string folder, string file)
    {
        var map = Path.Combine(folder, "bench.map.json");
        File.WriteAllText(map, Map);
        return ["import", file, "--map", map];
    }

    private static async Task<string> NewAsync(string server, string folder, string name)
    {
        await using (var source = NpgsqlDataSource.Create(server))
        {
            await source.RunAsync($"create database {name}");
        }

        var db = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        await AppProcess.CommandAsync(db, folder, "migrate");
        return db;
    }

    /// <summary>People of companies, some of whom come twice, some with a deal; a few rows can't be used.</summary>
    private static string Write(string folder, string name, int rows, int from = 0)
    {
        var path = Path.Combine(folder, name + ".csv");
        string[] countries = ["DE", "FR", "United States", "AT", "Netherlands"];
        string[] industries = ["Software", "Manufacturing", "Retail", "Logistics"];
        using var csv = new StreamWriter(path, append: false, new UTF8Encoding(false));
        csv.WriteLine(
            "id,email,day,source,medium,campaign,first,last,company,title,country,employees,industry,plan,stand,result,amount"
        );
        for (var i = from; i < from + rows; i++)
        {
            var person = i % 20 == 19 ? i - 7 : i;
            var company = person / 9;
            var email =
                i % 1000 == 500 ? "nobody" : Invariant($"first{person}.last{person % 977}@company{company}.example");
            csv.WriteLine(
                Invariant(
                    $"{i},{email},2026-0{i % 9 + 1}-{i % 28 + 1:00},Google,cpc,\"Spring, {i % 40}\",First{person % 3000},Last{person % 977},Company {company} GmbH,Head of {industries[i % 3]},{countries[i % 5]},{(person * 37 % 4000) + 1},{industries[person % 4]},{(i % 3 == 0 ? "pro" : "basic")},{i % 12},{(i % 50 == 3 ? "won" : "")},{(i % 50 == 3 ? "1200.50" : "")}"
                )
            );
        }

        return path;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
