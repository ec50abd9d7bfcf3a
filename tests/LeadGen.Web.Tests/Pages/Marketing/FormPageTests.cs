using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using LeadGen.Domain.Offers;
using LeadGen.Web.Tests.Capture;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Pages.Marketing;

public sealed class FormPageTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    private HttpClient _marketer = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _marketer = await app.SignedInAsync("Marketer");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_field_of_ones_own_is_added_and_asked()
    {
        var (offer, path) = await PublishAsync("own");
        var added = await _marketer.SubmitAsync(
            path + "/new",
            null,
            ("label", "How do you heat?"),
            ("control", "multi_select"),
            ("options", "gas | With gas\nWith a heat pump"),
            ("required", "true")
        );
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);

        var field = (await FormAsync(offer.Id))[^1];
        Assert.Equal(
            ("custom.how_do_you_heat", true, FieldControl.MultiSelect),
            (field.Key, field.Required, field.ShownAs())
        );
        Assert.Equal(["gas", "with_a_heat_pump"], field.Options!.Select(option => option.Value));
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        var page = await app.Anonymous().OpenAsync("/offers/own");
        Assert.Equal(2, page.QuerySelectorAll("input[type=checkbox][name='custom.how_do_you_heat']").Length);
    }

    [Fact]
    public async Task Fields_are_added_moved_and_removed()
    {
        var (offer, path) = await PublishAsync("moves");
        await AddAsync(path, "phone");
        Assert.Equal(["email", "company", "next_step", "consent_marketing", "phone"], await KeysAsync(offer.Id));
        await MoveAsync(path, "phone", "up");
        await MoveAsync(path, "company", "down");
        await MoveAsync(path, "consent_marketing", "remove");
        Assert.Equal(["email", "next_step", "company", "phone"], await KeysAsync(offer.Id));
    }

    [Fact]
    public async Task A_condition_and_a_step_are_set_and_what_is_wrong_stands_at_its_field()
    {
        var (offer, path) = await PublishAsync("conditions");
        var wrong = await _marketer.SubmitAsync(
            path + "/consent_marketing",
            null,
            ("when", "next_step"),
            ("when_values", "maybe")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var page = await wrong.PageAsync();
        Assert.Contains("maybe", page.QuerySelector("#when-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("maybe", page.QuerySelector("#when_values")!.TextContent.Trim());

        await _marketer.SubmitAsync(
            path + "/consent_marketing",
            null,
            ("when", "next_step"),
            ("when_values", "contact\nquestion"),
            ("new_step", "true")
        );
        var field = (await FormAsync(offer.Id))[^1];
        Assert.Equal(["contact", "question"], field.When!.Values);
        Assert.True(field.NewStep);
        var shown = await _marketer.OpenAsync(path);
        Assert.Equal(["Step 1", "Step 2"], shown.QuerySelectorAll("h3").Select(head => head.TextContent));
    }

    [Fact]
    public async Task The_same_field_of_ones_own_keeps_its_type_in_all_forms()
    {
        var (_, first) = await PublishAsync("types-a");
        var (offer, second) = await PublishAsync("types-b");
        await _marketer.SubmitAsync(
            first + "/new",
            null,
            ("label", "Size"),
            ("own_key", "size"),
            ("control", "number")
        );

        var refused = await _marketer.SubmitAsync(
            second + "/new",
            null,
            ("label", "Size"),
            ("own_key", "size"),
            ("control", "text")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(
            "a number",
            (await refused.PageAsync()).QuerySelector("#control-error")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("custom.size", await KeysAsync(offer.Id));
        var taken = await _marketer.SubmitAsync(
            second + "/new",
            null,
            ("label", "Size"),
            ("own_key", "size"),
            ("control", "number")
        );
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
    }

    [Fact]
    public async Task Whoever_is_late_is_told_and_nothing_is_overwritten()
    {
        var (offer, path) = await PublishAsync("late");
        var late = await _marketer.SubmitAsync(path + "/company", null, ("seen", "1"), ("label", "Firm"));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var page = await late.PageAsync();
        Assert.Equal("Firm", page.QuerySelector("#label")!.GetAttribute("value"));
        Assert.Null((await FormAsync(offer.Id))[1].Label);
        Assert.Equal(
            offer.Version.ToString(CultureInfo.InvariantCulture),
            page.QuerySelector("input[name=seen]")!.GetAttribute("value")
        );
    }

    [Fact]
    public async Task Intent_and_results_of_a_quiz_are_set_there()
    {
        var (offer, path) = await PublishAsync("quiz", content => content with { Kind = OfferKind.Quiz });
        await _marketer.SubmitAsync(
            path + "/new-question",
            null,
            ("label", "How do you plan?"),
            ("own_key", "plan"),
            ("control", "radio"),
            ("options", "paper | On paper | 0\nsoftware | With software | 3")
        );
        var wrong = await _marketer.SubmitAsync(path, "Settings", ("results", "many points"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.NotNull((await wrong.PageAsync()).QuerySelector("#results-error"));
        await _marketer.SubmitAsync(
            path,
            "Settings",
            ("intent", "inquiry"),
            ("ask_at_most", "3"),
            ("results", "0 | beginner | You begin\n3 | ready | You are ready | Talk | to us")
        );

        var saved = await app.ReadAsync(db => db.Offers.AsNoTracking().SingleAsync(o => o.Id == offer.Id, Cancel));
        Assert.Equal((FormIntent.Inquiry, 3), (saved.Intent, saved.FormSettings.AskAtMost));
        Assert.Equal("Talk | to us", saved.FormSettings.Results![1].Text);
        Assert.Equal(3, saved.Form[^1].Options![1].Points);
    }

    private async Task<(Offer Offer, string Path)> PublishAsync(
        string slug,
        Func<OfferContent, OfferContent>? change = null
    )
    {
        var offer = await app.PublishAsync(slug, change);
        return (offer, $"/marketing/offers/{offer.Id}/form");
    }

    private async Task MoveAsync(string path, string key, string verb)
    {
        var page = await _marketer.OpenAsync(path);
        var form = page.QuerySelector($"form:has(input[name=key][value={key}])")!;
        var answer = await _marketer.PressAsync(path, form.QuerySelector($"button[value={verb}]"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task AddAsync(string path, string key)
    {
        var answer = await _marketer.SubmitAsync(path, "Add", ("key", key));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<IReadOnlyList<FormField>> FormAsync(Guid id) =>
        await app.ReadAsync(db =>
            db.Offers.AsNoTracking().Where(o => o.Id == id).Select(o => o.Form).SingleAsync(Cancel)
        );

    private async Task<IEnumerable<string>> KeysAsync(Guid id) => (await FormAsync(id)).Select(field => field.Key);
}
