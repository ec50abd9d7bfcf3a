using System.Net;
using System.Text.RegularExpressions;
using LeadGen.Domain.Capture;
using LeadGen.Web.Tests.Capture;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Privacy;

/// <summary>A browser that agreed to nothing gets nothing by which it would be known again, and says no by itself where its owner wants that.</summary>
public sealed partial class NoIdentifierTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_page_and_no_form_gives_a_visitor_a_cookie_or_loads_anything_from_elsewhere(bool refuses)
    {
        using var visitor = _app.Anonymous();
        if (refuses)
        {
            visitor.DefaultRequestHeaders.Add("Sec-GPC", "1");
        }

        var email = $"nobody{refuses}@quiet.example".ToLowerInvariant();
        var form = await visitor.FormAsync();
        form["email"] = email;
        form["first_name"] = "Mina";
        form["last_name"] = "Okafor";
        form["company"] = "North Wire";
        form["country"] = "DE";
        using var taken = await visitor.FillAsync(PrivacySteps.Paper, form);
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        AssertQuiet(taken, "");
        var lead = await _app.LeadAsync(email);
        var own = _app.Tokens().Preferences(lead.Id);
        string[] paths =
        [
            "/",
            "/offers/" + PrivacySteps.Paper,
            "/offers/talk-to-sales",
            "/offers/from-alarm-to-work-order",
            "/offers/nothing-here",
            taken.Headers.Location!.OriginalString,
            "/preferences",
            "/tracking",
            own,
            "/confirm/nothing",
            _app.Tokens().Export(lead.Id),
            _app.Tokens().Erase(lead.Id),
            "/.well-known/gpc.json",
        ];
        foreach (var path in paths)
        {
            using var answer = await visitor.GetAsync(path, Cancel);
            AssertQuiet(answer, await answer.Content.ReadAsStringAsync(Cancel));
        }

        foreach (var path in new[] { "/preferences", own })
        {
            using var answer = await visitor.PostAsync(
                path,
                new FormUrlEncodedContent([new("email", email), new("do", "save")]),
                Cancel
            );
            AssertQuiet(answer, await answer.Content.ReadAsStringAsync(Cancel));
        }

        Assert.Equal(0, await _app.CountAsync("visitors"));
        Assert.Equal(
            refuses ? ["web_tracking gpc False"] : [],
            (await _app.ConsentsAsync(lead.Id)).Select(row => $"{row.Purpose} {row.How} {row.Given}")
        );
    }

    [Fact]
    public async Task The_box_is_never_ticked_beforehand_and_a_no_of_the_browser_is_no_no_to_mail_that_was_ticked()
    {
        using var visitor = _app.Anonymous();
        var page = await visitor.PageAsync("/offers/" + PrivacySteps.Paper);
        Assert.Null(page.QuerySelector("input[type=checkbox][checked]"));
        Assert.Contains(
            "\"gpc\":true",
            await visitor.GetStringAsync("/.well-known/gpc.json", Cancel),
            StringComparison.Ordinal
        );

        visitor.DefaultRequestHeaders.Add("Sec-GPC", "1");
        var form = await visitor.FormAsync();
        foreach (
            var (name, text) in new[]
            {
                ("email", "both@quiet.example"),
                ("first_name", "Mina"),
                ("last_name", "Okafor"),
                ("company", "North Wire"),
                ("country", "DE"),
                ("consent_marketing", "true"),
            }
        )
        {
            form[name] = text;
        }

        using var taken = await visitor.FillAsync(PrivacySteps.Paper, form);

        var lead = await _app.LeadAsync("both@quiet.example");
        Assert.Equal(ConsentStanding.Pending, (await _app.StateAsync(lead.Id)).Standing);
        Assert.Equal(ConsentStanding.Withdrawn, (await _app.StateAsync(lead.Id, ConsentPurposes.WebTracking)).Standing);
    }

    private static void AssertQuiet(HttpResponseMessage answer, string body)
    {
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.False(answer.Headers.Contains("Set-Cookie"), $"{path} sets a cookie");
        Assert.False(
            answer.Headers.Contains("ETag") && path.StartsWith("/offers", StringComparison.Ordinal),
            $"{path} has an ETag of its own"
        );
        Assert.DoesNotMatch(Script(), body);
        foreach (Match load in Load().Matches(body))
        {
            Assert.StartsWith("/", load.Groups[1].Value, StringComparison.Ordinal);
        }
    }

    // But for the one that asks before it notes anything.
    [GeneratedRegex(
        "<script(?! src=\"/track\\.js\\?v=[0-9a-f]+\" async></script>)|<iframe|document\\.cookie|localStorage",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Script();

    [GeneratedRegex("<(?:img|link|source|video)[^>]*(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Load();
}
