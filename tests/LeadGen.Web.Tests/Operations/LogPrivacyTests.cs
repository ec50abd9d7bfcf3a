using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Tests.Capture;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Operations;

/// <summary>Logs are read by many and kept long: who came, wrote, signed in or failed to stands in none of their lines.</summary>
public sealed class LogPrivacyTests(Database database) : IClassFixture<Database>
{
    /// <summary>In every name, address, text and token that the journeys bring in.</summary>
    private const string Mark = "quixotemarked";

    private const string Admin = $"{Mark}-admin@staff.example";
    private const string Password = $"{Mark} rides at dawn 42";

    [Fact]
    public async Task The_journeys_of_visitors_programs_and_staff_leave_nothing_of_them_in_the_logs()
    {
        await using var db = database.Open();
        var offer = new FormLedger("logged");
        await offer.PublishAsync(db);
        var (key, token) = ApiKeyText.Create("Test", [.. ApiScopes.All], null, TimeProvider.System.GetUtcNow());
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(Cancel);
        using var app = await AppProcess.StartAsync(
            database.ConnectionString,
            ("LeadGen__BootstrapAdmin__Email", Admin),
            ("LeadGen__BootstrapAdmin__Password", Password),
            ("LeadGen__PublicUrl", "https://leads.example"),
            ("LeadGen__Smtp__Host", "127.0.0.1"),
            ("LeadGen__Smtp__Port", "9"), // nobody listens there
            ("LeadGen__Smtp__From", "hello@leads.example"),
            ("LeadGen__Smtp__Security", "None"),
            ("LeadGen__TrustedProxies", "127.0.0.1"),
            ("LeadGen__Logs", "Json")
        );

        var trace = await VisitAsync(app, offer);
        await CallAsync(app, token);
        await SignInAsync(app);
        await app.UntilLoggedAsync("The mail server cannot be used", Cancel);

        var log = app.Log;
        Assert.Contains("answered 303", log, StringComparison.Ordinal);
        Assert.Contains("answered 422", log, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Split('\n'), line => line.Contains(Mark, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
        // Each line of a request has its number, which the caller may have given it.
        Assert.Contains(log.Split('\n'), line => line.Contains(trace, StringComparison.Ordinal));
    }

    private static async Task<string> VisitAsync(AppProcess app, FormLedger offer)
    {
        using var http = FormLedger.Browser(app.Address);
        var form = await offer.FillAsync(http, Mark);
        foreach (var (name, value) in Facts())
        {
            form[name] = value;
        }

        form["email"] = $"{Mark}@";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PostAsync(http, form));
        form["email"] = $"{Mark}@logged.example";
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/offers/logged")
        {
            Content = new FormUrlEncodedContent(form),
            Headers = { { "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" } },
        };
        using var taken = await http.SendAsync(ask, Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        await http.GetAsync(taken.Headers.Location, Cancel);
        foreach (var path in new[] { "files", "confirm", "preferences", "m", "offers", "nowhere" })
        {
            await http.GetAsync($"/{path}/{Mark}?email={Mark}@logged.example", Cancel);
        }

        return "4bf92f3577b34da6a3ce929d0e0e4736";
    }

    private static async Task CallAsync(AppProcess app, string token)
    {
        using var http = FormLedger.Browser(app.Address);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var lead = Facts().ToDictionary(fact => fact.Name, fact => (object)fact.Value);
        lead["email"] = $"{Mark}-api@logged.example";
        using var made = await http.PostAsJsonAsync("/api/v1/leads", lead, Cancel);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        lead["email"] = Mark;
        await http.PostAsJsonAsync("/api/v1/leads", lead, Cancel);
        await http.GetAsync($"/api/v1/leads?email={Mark}-api@logged.example&q={Mark}", Cancel);
        await http.PostAsync("/api/v1/leads", new StringContent($"{{\"email\": \"{Mark}"), Cancel);
        await http.PostAsJsonAsync(
            "/api/v1/conversations",
            new
            {
                external_id = Mark,
                email = $"{Mark}-api@logged.example",
                intent = "stated",
                summary = Mark,
                messages = new[]
                {
                    new
                    {
                        at = TimeProvider.System.GetUtcNow(),
                        from = "visitor",
                        text = Mark,
                    },
                },
            },
            Cancel
        );
        await http.DeleteAsync(made.Headers.Location, Cancel);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "lg_" + Mark);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/v1/leads", Cancel)).StatusCode);
    }

    private static async Task SignInAsync(AppProcess app)
    {
        using var http = FormLedger.Browser(app.Address);
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        await LogInAsync(http, Admin, "wrong " + Mark);
        await LogInAsync(http, Mark + "-nobody@staff.example", Password);
        await LogInAsync(http, Admin, Password);
        foreach (var path in new[] { "/leads", "/queue", "/accounts", "/admin/audit" })
        {
            using var page = await http.GetAsync($"{path}?q={Mark}", Cancel);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
    }

    /// <summary>Its cookies are for TLS only, so they are carried by hand.</summary>
    private static async Task LogInAsync(HttpClient http, string email, string password)
    {
        http.DefaultRequestHeaders.Remove("Cookie");
        using var shown = await http.GetAsync("/account/login", Cancel);
        http.DefaultRequestHeaders.Add("Cookie", CookiesOf(shown));
        var page = new HtmlParser().ParseDocument(await shown.Content.ReadAsStringAsync(Cancel));
        var antiforgery = page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([
            new("__RequestVerificationToken", antiforgery),
            new("email", email),
            new("password", password),
        ]);
        using var answer = await http.PostAsync("/account/login", form, Cancel);
        Assert.NotEqual(HttpStatusCode.BadRequest, answer.StatusCode);
        if (answer.StatusCode == HttpStatusCode.Redirect)
        {
            http.DefaultRequestHeaders.Remove("Cookie");
            http.DefaultRequestHeaders.Add("Cookie", CookiesOf(answer));
        }
    }

    private static string CookiesOf(HttpResponseMessage answer) =>
        string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, Dictionary<string, string> form)
    {
        using var answer = await http.PostAsync("/offers/logged", new FormUrlEncodedContent(form), Cancel);
        return answer.StatusCode;
    }

    private static (string Name, string Value)[] Facts() =>
        [
            ("first_name", "Don " + Mark),
            ("last_name", "Of " + Mark),
            ("company", Mark + " & Sons"),
            ("job_title", "Knight of " + Mark),
            ("phone", "+34 600 000 000 " + Mark),
            ("website", $"https://{Mark}.example"),
            ("message", "I am " + Mark),
        ];
}
