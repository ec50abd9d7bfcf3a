using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace LeadGen.Benchmarks.Handoffs;

/// <summary>Fifty who accept the same hand-off at once, a thousand times.</summary>
internal static class Races
{
    private const int Times = 1000;
    private const int Racers = 50;

    public static async Task RunAsync(int port, NpgsqlDataSource source, Bars bars)
    {
        var racers = new List<(HttpClient Client, string Name)>();
        for (var n = 1; n <= Racers; n++)
        {
            var client = Desk.Client(port);
            client.DefaultRequestHeaders.Authorization = new("Bearer", await Desk.KeyAsync(source, $"racer {n}"));
            racers.Add((client, $"racer {n}"));
        }

        var ids = await source.ValueAsync<Guid[]>(
            Bars.Invariant(
                $"select array_agg(id) from (select id from leadgen.handoffs where state = 'open' and version = 1 order by md5(id::text) limit {Times}) h"
            )
        );
        var (won, told, silent) = (0, 0, 0);
        var clock = Stopwatch.StartNew();
        foreach (var id in ids)
        {
            var answers = await Task.WhenAll(racers.Select(racer => AcceptAsync(racer.Client, racer.Name, id)));
            var winners = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
            var winner = winners.Count == 1 ? winners[0].Name : null;
            won += winner is null ? 0 : 1;
            told += answers.Count(answer => winner is not null && Tells(answer.Status, answer.Body, winner));
            silent += winner is not null && await IsOfAsync(source, id, winner) ? 0 : 1;
        }

        foreach (var (client, _) in racers)
        {
            client.Dispose();
        }

        Console.WriteLine(Bars.Invariant($"{Times * Racers:N0} accepts in {clock.Elapsed.TotalSeconds:0} s"));
        bars.Add("races of 50 with one winner", Bars.Invariant($"{won:N0} of {Times:N0}"), "all", won == Times);
        const int Losers = Times * (Racers - 1);
        bars.Add("losers told by 409 who has it", Bars.Invariant($"{told:N0} of {Losers:N0}"), "all", told == Losers);
        bars.Add("silent overwrites", Bars.Invariant($"{silent}"), "0", silent == 0);
    }

    private static async Task<(string Name, HttpStatusCode Status, JsonElement Body)> AcceptAsync(
        HttpClient client,
        string name,
        Guid id
    )
    {
        using var answer = await client.PostAsJsonAsync(
            new Uri($"/api/v1/handoffs/{id}/accept", UriKind.Relative),
            new { version = 1 }
        );
        return (name, answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>By name in the message, with the present state beside it.</summary>
    private static bool Tells(HttpStatusCode status, JsonElement body, string winner) =>
        status == HttpStatusCode.Conflict
        && body.GetProperty("detail").GetString()!.StartsWith(winner + " took it", StringComparison.Ordinal)
        && body.GetProperty("handoff") is var present
        && present.GetProperty("state").GetString() == "accepted"
        && present.GetProperty("version").GetInt32() == 2
        && present.GetProperty("last_actor").GetString() == winner;

    /// <summary>What is kept is what the winner was told, and nothing came after it.</summary>
    private static async Task<bool> IsOfAsync(NpgsqlDataSource source, Guid id, string winner) =>
        await source.ValueAsync<string>(
            $"select concat_ws('|', state, version, last_actor, before ->> 'actor') from leadgen.handoffs where id = '{id}'"
        ) == $"accepted|2|{winner}|{winner}";
}
