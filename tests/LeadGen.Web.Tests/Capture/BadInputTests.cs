using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Offers;
using LeadGen.Web.Capture;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Capture;

public sealed class BadInputTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Paper = "predictive-maintenance-costs";

    private readonly WebApp _app = demo.App;
    private readonly HttpClient _visitor = demo.App.Anonymous();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_form_comes_back_with_a_summary_and_every_value_kept()
    {
        var form = await _visitor.OpenAsync($"/offers/{Paper}?utm_source=news");
        (string, string)[] typed =
        [
            ("email", "mina@"),
            ("first_name", "Mina \"M\" <b>"),
            ("country", "DE"),
            ("employees", "120"),
            ("industry", "Steel & wire"),
            ("next_step", "question"),
            ("message", ""),
            ("consent_marketing", "true"),
            .. form.Select(field => (field.Key, field.Value)),
        ];
        var answer = await _visitor.FillAsync(Paper, typed);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await CaptureSteps.PageAsync(answer);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        var links = page.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")![1..]).ToList();
        Assert.Equal(["email", "last_name", "company", "message"], links);
        Assert.All(links, id => Assert.NotNull(page.GetElementById(id)));
        Assert.Equal("mina@", Value(page, "email"));
        Assert.Equal("Mina \"M\" <b>", Value(page, "first_name"));
        Assert.Equal("Steel & wire", Value(page, "industry"));
        Assert.Equal("DE", page.QuerySelector<IHtmlSelectElement>("#country")!.Value);
        Assert.Equal("120", page.QuerySelector<IHtmlSelectElement>("#employees")!.Value);
        Assert.True(page.QuerySelector<IHtmlInputElement>("input[value=question]")!.IsChecked);
        Assert.True(page.QuerySelector<IHtmlInputElement>("#consent_marketing")!.IsChecked);
        Assert.Equal(form[SubmissionKeys.Field], Value(page, SubmissionKeys.Field));
        Assert.Contains("utm_source=news", Value(page, "landing_page"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("email", "no-address")]
    [InlineData("email", "a@b.example\0")]
    [InlineData("first_name", "nul\0nul")]
    [InlineData("country", "Narnia")]
    [InlineData("employees", "-1")]
    [InlineData("employees", "many")]
    [InlineData("annual_revenue", "99999999999999999999")]
    [InlineData("website", "javascript:alert(1)")]
    [InlineData("next_step", "everything")]
    [InlineData("consent_marketing", "perhaps")]
    public async Task A_wrong_answer_is_named(string field, string text)
    {
        var answer = await _visitor.FillAsync(Paper, With("wrong@answers.example", (field, text)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await CaptureSteps.PageAsync(answer);
        Assert.NotNull(page.QuerySelector($".error-summary a[href='#{field}']"));
        Assert.False(await IsKnownAsync("wrong@answers.example"));
    }

    [Fact]
    public async Task Every_text_field_is_bounded()
    {
        var bounded = LeadFields.All.Where(field => field.Value is FieldValue.Text or FieldValue.Lines).ToList();
        Assert.True(bounded.Count > 5);
        foreach (var field in bounded)
        {
            var tooLong = await _visitor.FillAsync(
                Paper,
                With("long@answers.example", (field.Key, new string('x', field.MaxLength + 1)))
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        }

        Assert.False(await IsKnownAsync("long@answers.example"));
    }

    [Theory]
    [InlineData(PostedForm.BodyMaxBytes + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(1024 * 1024, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_huge_body_is_refused_with_and_without_its_length(int length, HttpStatusCode expected)
    {
        var body = Encoding.ASCII.GetBytes("email=a%40b.example&message=" + new string('x', length));
        var known = await PostAsync(new ByteArrayContent(body));
        var unknown = await PostAsync(new Unmeasured(body));

        Assert.Equal((expected, expected), (known.StatusCode, unknown.StatusCode));
    }

    [Theory]
    [InlineData("email=a%40b.example&first_name=%FF%FE")]
    [InlineData("email=a%40b.example&first_name=%C0%AF")]
    [InlineData("email=a%40b.example&%ED%A0%80=x")]
    public async Task Invalid_UTF_8_is_refused(string body)
    {
        var answer = await PostAsync(new ByteArrayContent(Encoding.ASCII.GetBytes(body)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Raw_bytes_that_are_no_UTF_8_are_refused()
    {
        var answer = await PostAsync(new ByteArrayContent([.. "email="u8, 0xE4, 0xF6]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Too_many_fields_are_refused()
    {
        var body = string.Join('&', Enumerable.Range(0, PostedForm.FieldsMax + 1).Select(n => $"f{n}=x"));
        var answer = await PostAsync(new ByteArrayContent(Encoding.ASCII.GetBytes(body)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded; charset=iso-8859-1")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? type)
    {
        var answer = await PostAsync(new ByteArrayContent("email=a%40b.example"u8.ToArray()), type);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&&&===&%&%4&%zz=%")]
    [InlineData("email")]
    [InlineData("email[]=a&email.x=b&__proto__=c")]
    public async Task A_form_that_says_nothing_is_asked_again(string body)
    {
        var answer = await PostAsync(new ByteArrayContent(Encoding.ASCII.GetBytes(body)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Theory]
    [InlineData("no-such-offer")]
    [InlineData("UPPER")]
    [InlineData("..%2f..%2fetc")]
    [InlineData("%F0%9F%98%80")]
    public async Task An_unknown_offer_is_not_found(string slug)
    {
        var get = await _visitor.GetAsync("/offers/" + slug, Cancel);
        var post = await _visitor.FillAsync(slug, With("lost@nowhere.example"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (get.StatusCode, post.StatusCode));
    }

    [Fact]
    public async Task Hostile_texts_go_in_and_come_out_as_text()
    {
        var strings = Naughty();
        Assert.True(strings.Count > 400);
        var n = 0;
        var held = 0;
        foreach (var text in strings)
        {
            var email = $"naughty{n++}@hostile.example";
            var shown = await _visitor.FillAsync(Paper, ("email", "x"), ("first_name", text), ("message", text));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, shown.StatusCode);
            var page = await CaptureSteps.PageAsync(shown);
            Assert.Empty(
                page.QuerySelectorAll(
                    "script:not([src^='/track.js']), iframe, marquee, img, audio, video, object, embed"
                )
            );
            // HTML has no way to write the controls from 80 to 9F.
            if (!text.Any(c => c is >= '\u0080' and <= '\u009F'))
            {
                Assert.Equal(Normal(text), Normal(Value(page, "first_name")));
            }

            var taken = await _visitor.FillAsync(Paper, With(email, ("job_title", text)));
            if (taken.StatusCode == HttpStatusCode.SeeOther && !await IsKnownAsync(email))
            {
                held++; // it looks like spam
            }
            else if (taken.StatusCode == HttpStatusCode.SeeOther)
            {
                await AssertKeptAsync(email, text, taken.Headers.Location!.OriginalString);
            }
            else
            {
                Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.StatusCode);
            }
        }

        Assert.InRange(held, 0, 15);
    }

    [Fact]
    public async Task Hostile_landings_come_out_as_text()
    {
        const string Hostile = "\"><script>alert(1)</script>";
        var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/offers/{Paper}?utm_source={Uri.EscapeDataString(Hostile)}&x=%00%FF"
        );
        // No address at all, so that the client sends it as it is.
        request.Headers.TryAddWithoutValidation("Referer", "https://[" + Hostile);
        var answer = await _visitor.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await CaptureSteps.PageAsync(answer);
        Assert.Empty(page.QuerySelectorAll("script:not([src^='/track.js'])"));
        Assert.Equal("https://[" + Hostile, Value(page, "landing_referrer"));
        var form = await _visitor.FillAsync(
            Paper,
            With("landing@hostile.example", ("landing_page", Value(page, "landing_page")), ("utm_medium", "a\0b"))
        );
        Assert.Equal(HttpStatusCode.SeeOther, form.StatusCode);
        Assert.Equal(Hostile, (await _app.LeadAsync("landing@hostile.example")).FirstTouch!.Source!.Name);
    }

    [Fact]
    public async Task Who_posts_too_often_is_asked_to_wait()
    {
        await using var app = await WebApp.StartAsync(
            demo.Server,
            ("LeadGen:Demo", "true"),
            ("LeadGen:DataDirectory", demo.DataDirectory)
        );
        var visitor = app.Anonymous();
        HttpResponseMessage answer;
        var posts = 0;
        do
        {
            answer = await visitor.FillAsync(Paper, ("email", "x"));
        } while (answer.StatusCode == HttpStatusCode.UnprocessableEntity && ++posts < 1000);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(posts, 60, 900);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/offers/" + Paper, Cancel)).StatusCode);
    }

    private async Task AssertKeptAsync(string email, string text, string thanks)
    {
        var lead = await _app.LeadAsync(email);
        if (text.Trim().Length > 0 && text.All(c => c is >= ' ' and <= '~' || char.IsLetterOrDigit(c)))
        {
            Assert.Equal(text.Trim(), lead["job_title"]);
        }

        var page = await _visitor.PageAsync(thanks);
        Assert.Empty(page.QuerySelectorAll("script:not([src^='/track.js'])"));
    }

    private static (string, string)[] With(string email, params (string Name, string Text)[] more) =>
        [
            .. more,
            .. new[]
            {
                ("email", email),
                ("first_name", "Mina"),
                ("last_name", "Okafor"),
                ("company", "North Wire"),
                ("country", "DE"),
            },
        ];

    private Task<HttpResponseMessage> PostAsync(HttpContent content, string? type = "application/x-www-form-urlencoded")
    {
        content.Headers.Remove("Content-Type");
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return _visitor.PostAsync("/offers/" + Paper, content, Cancel);
    }

    private Task<bool> IsKnownAsync(string email) =>
        _app.ReadAsync(db => db.LeadIdentities.AnyAsync(identity => identity.Email == email, Cancel));

    private static string Value(IHtmlDocument page, string name) =>
        page.QuerySelector<IHtmlInputElement>($"input[name={name}]")!.Value;

    // A field of one line: the parser of the page drops line breaks and makes of a NUL the sign for an unknown character.
    private static string Normal(string text) =>
        text.Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "", StringComparison.Ordinal)
            .Replace('\0', '\uFFFD')
            .Trim();

    private static List<string> Naughty()
    {
        var folder = Environment.GetEnvironmentVariable("LEADGEN_DATA");
        for (
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            at is not null && string.IsNullOrEmpty(folder);
            at = at.Parent
        )
        {
            if (File.Exists(Path.Combine(at.FullName, "LeadGen.sln")))
            {
                folder = Path.Combine(at.FullName, "..", "shared", "data");
            }
        }

        var path = Path.Combine(folder ?? "", "reference", "naughty-strings.json");
        Assert.SkipUnless(File.Exists(path), "naughty-strings.json is not on this machine (set LEADGEN_DATA).");
        return JsonSerializer.Deserialize<List<string>>(File.ReadAllText(path))!;
    }

    /// <summary>A body that does not say how long it is.</summary>
    private sealed class Unmeasured(byte[] body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(body, 0, body.Length);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
