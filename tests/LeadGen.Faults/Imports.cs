using System.Net.Http.Headers;
using System.Text;
using LeadGen.Testing;

namespace LeadGen.Faults;

/// <summary>Files that come in while the app dies, and files that nobody should send.</summary>
internal static class Imports
{
    private const int Rows = 40_000;
    private const long HugeBytes = 1_990_000_000;
    private const long GrowthMax = 200_000_000;
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(5);

    public static readonly Fault[] All =
    [
        new("F16", "a file of 2 GB that is one line is sent by the API", HugeAsync),
        new("F17", $"the app is killed again and again while it imports {Rows:N0} rows", KilledAsync),
    ];

    private static async Task<string> HugeAsync()
    {
        await using var rig = await Rig.StartAsync();
        using var app = await rig.AppAsync();
        using var http = await ClientAsync(rig, app);
        var before = app.Memory;
        using var body = new StreamContent(
            new OneLine("email,company\nada@huge.example,", HugeBytes, "\nbob@huge.example,Birch\n")
        );
        var sending = SendAsync(http, body);
        var most = before;
        while (
            !sending.IsCompleted
            || await rig.CountAsync("select count(*) from leadgen.imports where state = 'running'") > 0
        )
        {
            most = Math.Max(most, app.Memory);
            await Task.Delay(50);
        }

        await sending;
        Assert.Equal(
            1,
            await rig.CountAsync(
                "select count(*) from leadgen.imports where state = 'done' and told ->> 'rejected' = '1' and told ->> 'created' = '1'"
            )
        );
        Assert.InRange(most - before, long.MinValue, GrowthMax);
        return $"its row was refused and the one behind it is in; the app grew by {(most - before) / 1e6:0} MB";
    }

    private static async Task<string> KilledAsync()
    {
        await using var rig = await Rig.StartAsync();
        var (kills, told) = (0, 0L);
        using (var app = await rig.AppAsync())
        {
            using var http = await ClientAsync(rig, app);
            using var body = new StringContent(Csv(), Encoding.UTF8);
            await SendAsync(http, body);
            await app.KillAsync();
            kills++;
        }

        for (var begun = TimeProvider.System.GetTimestamp(); !await IsDoneAsync(rig); )
        {
            using var app = await rig.AppAsync();
            // A lease of the dead one is held for a while yet.
            while (await RowsAsync(rig) == told && !await IsDoneAsync(rig))
            {
                await Task.Delay(20);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(kills * 370 % 2000));
            await app.KillAsync();
            (kills, told) = (kills + 1, await RowsAsync(rig));
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < EndsWithin, "It did not end.");
        }

        Assert.Equal(Rows, await RowsAsync(rig));
        foreach (var table in new[] { "lead_identities", "leads", "fact_changes", "touchpoints" })
        {
            Assert.Equal(Rows, await rig.CountAsync($"select count(*) from leadgen.{table}"));
        }

        Assert.Equal(
            Rows,
            await rig.CountAsync(
                "select count(distinct i.email) from leadgen.lead_identities i join leadgen.leads l on l.id = i.lead_id and l.company = 'C' || split_part(substr(i.email, 2), '@', 1) join leadgen.touchpoints t on t.lead_id = l.id and t.kind = 'meeting'"
            )
        );
        return $"killed {kills} times: {Rows:N0} leads, facts and touchpoints, none lost, none doubled";
    }

    private static Task<long> RowsAsync(Rig rig) =>
        rig.CountAsync(
            "select coalesce(sum((told ->> 'created')::bigint), 0) from leadgen.imports where started_at is not null"
        );

    private static async Task<bool> IsDoneAsync(Rig rig) =>
        await rig.CountAsync("select count(*) from leadgen.imports where state = 'done'") > 0;

    private static string Csv()
    {
        var csv = new StringBuilder("id,email,company,day\n");
        for (var i = 0; i < Rows; i++)
        {
            csv.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{i},p{i}@killed{i % 700}.example,C{i},2026-01-01\n"
            );
        }

        return csv.ToString();
    }

    private static async Task<HttpClient> ClientAsync(Rig rig, AppProcess app)
    {
        // The map is that of an earlier file, which says that each row tells of a meeting.
        var folder = Directory.CreateDirectory(Path.Combine(rig.Root, "few"));
        var (file, map) = (Path.Combine(folder.FullName, "few.csv"), Path.Combine(folder.FullName, "few.json"));
        await File.WriteAllTextAsync(file, "id,email,company,day\n,ada@few.example,Few,2026-01-01\n");
        await File.WriteAllTextAsync(
            map,
            """{ "name": "killed", "key": "id", "email": "email", "occurred_at": "day", "facts": { "company": "company" }, "touchpoints": [{ "kind": "meeting" }] }"""
        );
        var settings = ("LeadGen__DataDirectory", Path.Combine(rig.Root, "files"));
        await AppProcess.CommandAsync(rig.ConnectionString, ["import", file, "--map", map, "--dry-run"], settings);
        var key = await AppProcess.CommandAsync(
            rig.ConnectionString,
            ["apikey", "create", "faults", "--scope", "leads:write", "events:write"],
            settings
        );
        var http = new HttpClient { BaseAddress = app.Address, Timeout = EndsWithin };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static async Task SendAsync(HttpClient http, HttpContent body)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await http.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A text, many letters without a line's end, and another text.</summary>
    private sealed class OneLine(string before, long letters, string after) : Stream
    {
        private readonly byte[] _before = Encoding.UTF8.GetBytes(before);
        private readonly byte[] _after = Encoding.UTF8.GetBytes(after);
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => _before.Length + letters + _after.Length;

        public override long Position
        {
            get => _at;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, Length - _at);
            for (var i = 0; i < read; i++, _at++)
            {
                buffer[offset + i] =
                    _at < _before.Length ? _before[_at]
                    : _at < _before.Length + letters ? (byte)'x'
                    : _after[_at - _before.Length - letters];
            }

            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
