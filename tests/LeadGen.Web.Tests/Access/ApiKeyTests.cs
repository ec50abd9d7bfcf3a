using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Tests.Access;

/// <summary>On two small endpoints of our own, so that it holds whatever the API offers.</summary>
public sealed class ApiKeyTests(PostgresServer server) : IAsyncLifetime
{
    private readonly MovableTime _clock = new();
    private WebApplication _app = null!;
    private readonly Database _database = new(server);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration["ConnectionStrings:LeadGen"] = _database.ConnectionString;
        builder.AddLeadGen();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        _app = builder.Build();
        _app.UseAccess();
        _app.MapGet("/read", (ClaimsPrincipal user) => $"{user.ApiKeyName()} {user.ApiKeyId()}")
            .RequireScope(ApiScopes.LeadsRead);
        _app.MapGroup("/write").RequireScope(ApiScopes.LeadsWrite).MapGet("", () => "written");
        await _app.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(Cancel);
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_key_opens_what_its_scopes_say_and_nothing_else()
    {
        var (key, text) = await MakeAsync([ApiScopes.LeadsRead, ApiScopes.EventsWrite]);

        var read = await GetAsync("/read", text);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal($"Website {key.Id}", await read.Content.ReadAsStringAsync(Cancel));

        var write = await GetAsync("/write", text);
        var problem = await ProblemAsync(write, HttpStatusCode.Forbidden);
        Assert.Equal("leads:write", problem.GetProperty("scope").GetString());
        Assert.Contains("leads:write", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("insufficient_scope", write.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_a_caller_is_told_how_to_bring_one()
    {
        var answer = await GetAsync("/read", null);

        var problem = await ProblemAsync(answer, HttpStatusCode.Unauthorized);
        Assert.Contains("Authorization: Bearer", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task A_wrong_key_opens_nothing()
    {
        var (_, text) = await MakeAsync([ApiScopes.LeadsRead]);
        string[] wrong =
        [
            "lg_",
            "x",
            text[..^1],
            text + "A",
            "LG" + text[2..],
            text[..^1] + (text[^1] == 'A' ? 'B' : 'A'), // the right id, another secret
            text[..3] + (text[3] == 'A' ? 'B' : 'A') + text[4..], // another id, the right secret
            text[..^1] + "=",
            text.Insert(10, " ")[..text.Length],
            ApiKeyText.Create("never stored", ApiScopes.All, null, _clock.GetUtcNow()).Text,
            new string('a', 100_000),
        ];
        foreach (var key in wrong)
        {
            var answer = await GetAsync("/read", key);
            await ProblemAsync(answer, HttpStatusCode.Unauthorized);
            Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/read", text)).StatusCode);
    }

    [Fact]
    public async Task An_expired_key_opens_nothing()
    {
        var (_, text) = await MakeAsync([ApiScopes.LeadsRead], _clock.GetUtcNow().AddHours(1));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/read", text)).StatusCode);

        _clock.Advance(TimeSpan.FromHours(1));

        await ProblemAsync(await GetAsync("/read", text), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_revoked_key_stops_working_within_half_a_minute()
    {
        var (key, text) = await MakeAsync([ApiScopes.LeadsRead]);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/read", text)).StatusCode);

        await WithDbAsync(db =>
            db.ApiKeys.Where(k => k.Id == key.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, _clock.GetUtcNow()), Cancel)
        );
        _clock.Advance(TimeSpan.FromSeconds(30));

        await ProblemAsync(await GetAsync("/read", text), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Only_the_hash_of_a_key_is_stored()
    {
        var (key, text) = await MakeAsync([ApiScopes.LeadsRead]);

        var row = await WithDbAsync(db =>
            db.Database.SqlQuery<string>(
                    $"select to_jsonb(k)::text || encode(hash, 'base64') as \"Value\" from leadgen.api_keys k where id = {key.Id}"
                )
                .SingleAsync(Cancel)
        );

        Assert.Equal(32, key.Hash.Length);
        Assert.DoesNotContain(text[^40..], row, StringComparison.Ordinal);
        var bytes = Convert.FromBase64String(text[3..].Replace('-', '+').Replace('_', '/'));
        Assert.Equal(SHA256.HashData(bytes.AsSpan(16)), key.Hash);
        Assert.DoesNotContain(Convert.ToHexStringLower(bytes.AsSpan(16)), row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_use_is_written_once_a_minute()
    {
        var (key, text) = await MakeAsync([ApiScopes.LeadsRead]);

        await GetAsync("/read", text);
        var first = await LastUseAsync(key.Id, than: null);
        await GetAsync("/read", text);
        _clock.Advance(ApiKeyUse.Interval);
        await GetAsync("/read", text);
        var second = await LastUseAsync(key.Id, than: first);

        Assert.InRange(second - first, ApiKeyUse.Interval, ApiKeyUse.Interval + TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task How_often_a_key_may_call_is_a_setting()
    {
        var limits = new RateLimitOptions { ApiPerSecond = 1, ApiBurst = 2 };
        using var limit = new ApiKeyLimit(
            _ => Task.CompletedTask,
            Options.Create(new LeadGenOptions { RateLimits = limits })
        );
        var (statuses, caller) = (new List<int>(), "0198aaaa-0000-7000-8000-000000000000");
        for (var call = 0; call < 3; call++)
        {
            var http = new DefaultHttpContext
            {
                RequestServices = _app.Services,
                User = new ClaimsPrincipal(
                    new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, caller)], ApiKeyHandler.SchemeName)
                ),
            };
            await limit.InvokeAsync(http);
            Assert.Equal("2", http.Response.Headers["RateLimit-Limit"]);
            statuses.Add(http.Response.StatusCode);
        }

        Assert.Equal([200, 200, 429], statuses);
    }

    [Fact]
    public async Task A_key_that_calls_too_often_is_asked_to_wait_and_another_is_not()
    {
        var (_, text) = await MakeAsync([ApiScopes.LeadsRead]);
        var (_, other) = await MakeAsync([ApiScopes.LeadsRead]);
        var calls = 0;
        HttpResponseMessage answer;
        do
        {
            answer = await GetAsync("/read", text);
            calls++;
        } while (answer.StatusCode == HttpStatusCode.OK && calls < 5 * 1000);

        await ProblemAsync(answer, HttpStatusCode.TooManyRequests);
        Assert.True(calls > 1000);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.Equal("0", Assert.Single(answer.Headers.GetValues("RateLimit-Remaining")));

        var another = await GetAsync("/read", other);
        Assert.Equal(HttpStatusCode.OK, another.StatusCode);
        Assert.Equal("1000", Assert.Single(another.Headers.GetValues("RateLimit-Limit")));
        Assert.Equal("999", Assert.Single(another.Headers.GetValues("RateLimit-Remaining")));
    }

    [Fact]
    public void A_scope_that_does_not_exist_is_noticed_at_the_start() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _app.MapGet("/x", () => "").RequireScope("leads:rule"));

    private async Task<HttpResponseMessage> GetAsync(string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        }

        return await _app.GetTestClient().SendAsync(request, Cancel);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    private async Task<(ApiKey Key, string Text)> MakeAsync(string[] scopes, DateTimeOffset? expiresAt = null)
    {
        var made = ApiKeyText.Create("Website", scopes, expiresAt, _clock.GetUtcNow());
        await WithDbAsync(db =>
        {
            db.ApiKeys.Add(made.Key);
            return db.SaveChangesAsync(Cancel);
        });
        return made;
    }

    private async Task<DateTimeOffset> LastUseAsync(Guid key, DateTimeOffset? than)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var at = await WithDbAsync(db =>
                db.ApiKeys.Where(k => k.Id == key).Select(k => k.LastUsedAt).SingleAsync(Cancel)
            );
            if (at is { } used && used != than)
            {
                return used;
            }

            await Task.Delay(50, Cancel);
        }

        throw new InvalidOperationException("The last use was not written.");
    }

    private async Task<T> WithDbAsync<T>(Func<LeadGenDbContext, Task<T>> work)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>());
    }
}
