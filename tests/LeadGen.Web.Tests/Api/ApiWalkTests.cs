using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadGen.Domain.Capture;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Api;

/// <summary>The walk of docs/api.md is walked as it stands there: its calls in order, with the ids that earlier answers gave.</summary>
public sealed class ApiWalkTests(ImportApp app) : IClassFixture<ImportApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal) { ["$LEADGEN"] = "/api/v1" };

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal)
    {
        ["leads.csv"] = "email,first_name\ncy@cedar.example,Cy\n",
    };

    [Fact]
    public async Task Each_call_of_the_walk_is_taken()
    {
        using var api = await app.Web.WithFullKeyAsync();
        await AddRepAsync("rita@example.com");
        await AddRepAsync("tom@example.com");
        var calls = Commands().ToList();
        Assert.True(calls.Count > 20, "The walk is not found.");

        foreach (var words in calls)
        {
            await WalkAsync(api, words);
        }

        Assert.Equal(3, _words.Keys.Count(word => word is "$ID" or "$HANDOFF" or "$REPLAY"));
        await app.RunAsync();
    }

    private async Task WalkAsync(HttpClient api, List<string> words)
    {
        var (method, body, type, place, into) = (
            (HttpMethod?)null,
            (string?)null,
            "application/json",
            "",
            (string?)null
        );
        for (var at = 1; at < words.Count; at++)
        {
            switch (words[at])
            {
                case "-X":
                    method = new HttpMethod(words[++at]);
                    break;
                case "-d" or "--data-binary":
                    body = words[++at] is ['@', .. var file] ? _files[file] : words[at];
                    break;
                case "-H":
                    type = words[++at] is ['C', ..] ? words[at].Split(": ")[1] : type;
                    break;
                case ">":
                    into = words[++at];
                    break;
                case "-sS":
                    break;
                default:
                    place = words[at];
                    break;
            }
        }

        // What follows from the calls before is done.
        await app.Web.DoneAsync();
        var path = _words.Aggregate(
            place,
            (text, word) => text.Replace(word.Key, word.Value, StringComparison.Ordinal)
        );
        using var request = new HttpRequestMessage(method ?? (body is null ? HttpMethod.Get : HttpMethod.Post), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        using var answer = await api.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{string.Join(' ', words)}\n{answer.StatusCode} {text}");
        if (into is not null)
        {
            _files[into] = into == "model.json" ? WithOnePointMore(text) : text;
        }

        Learn(place, text);
    }

    /// <summary>Who walks changes the model before they send it back.</summary>
    private static string WithOnePointMore(string text)
    {
        var model = JsonNode.Parse(text)!;
        model["mql_threshold"] = model["mql_threshold"]!.GetValue<int>() + 1;
        return model.ToJsonString();
    }

    /// <summary>The ids that later calls name.</summary>
    private void Learn(string place, string text)
    {
        switch (place)
        {
            case "$LEADGEN/leads":
                _words["$ID"] = JsonElement.Parse(text).GetProperty("id").GetString()!;
                break;
            case "$LEADGEN/handoffs":
                _words["$HANDOFF"] = JsonElement
                    .Parse(text)
                    .GetProperty("items")
                    .EnumerateArray()
                    .First(item => item.GetProperty("lead_id").GetString() == _words["$ID"])
                    .GetProperty("id")
                    .GetString()!;
                break;
            case "$LEADGEN/scoring/models/draft/replay":
                _words["$REPLAY"] = JsonElement.Parse(text).GetProperty("id").GetString()!;
                break;
        }
    }

    /// <summary>The commands of the page's blocks that call, as a shell would part them.</summary>
    private static IEnumerable<List<string>> Commands()
    {
        var block = new StringBuilder();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "api.md")).Append(""))
        {
            if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                block.Append(line.AsSpan(4)).Append('\n');
                continue;
            }

            var text = block.ToString();
            block.Clear();
            if (
                text.StartsWith("call ", StringComparison.Ordinal) || text.StartsWith("curl ", StringComparison.Ordinal)
            )
            {
                foreach (var command in PartsOf(text).Where(words => words[0] is "call" or "curl"))
                {
                    yield return command;
                }
            }
        }
    }

    private static IEnumerable<List<string>> PartsOf(string text)
    {
        var (words, word, quote) = (new List<string>(), new StringBuilder(), '\0');
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (quote == '\0' && letter == '#' && word.Length == 0)
            {
                at = text.IndexOf('\n', at);
                letter = '\n';
            }

            if (letter == quote || (quote == '\0' && (letter is '\'' or '"')))
            {
                quote = letter == quote ? '\0' : letter;
            }
            else if (quote == '\0' && letter is (' ' or '\n'))
            {
                if (word.Length > 0)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                if (letter == '\n' && words.Count > 0)
                {
                    yield return words;
                    words = [];
                }
            }
            else
            {
                word.Append(letter);
            }
        }
    }

    private async Task AddRepAsync(string email)
    {
        await using var scope = app.Web.Services.CreateAsyncScope();
        var staff = scope.ServiceProvider.GetRequiredService<StaffDesk>();
        var (_, added) = await staff.AddAsync(EmailAddress.Parse(email), email, [Roles.SalesRep], null);
        Assert.True(added.Succeeded, added.ToString());
    }
}
