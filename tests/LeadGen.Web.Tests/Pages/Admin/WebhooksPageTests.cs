using System.Net;
using LeadGen.Testing;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Tests.Webhooks;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Admin;

public sealed class WebhooksPageTests(PostgresServer server)
{
    [Fact]
    public async Task An_endpoint_is_added_tested_looked_at_sent_to_again_changed_and_removed()
    {
        await using var app = await WebApp.StartAsync(server, ScriptedReceiver.Settings);
        await using var receiver = new ScriptedReceiver();
        using var admin = await app.SignedInAsync(Roles.Admin);
        Assert.Contains(
            "Nobody is told yet",
            (await admin.OpenAsync("/admin/webhooks")).QuerySelector("main").Reads(),
            StringComparison.Ordinal
        );

        // What is wrong stands at its field, and what was typed is kept.
        using (var wrong = await admin.SubmitAsync("/admin/webhooks/new", null, ("name", ""), ("url", "ftp://x")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            var refused = await wrong.PageAsync();
            Assert.Equal(3, refused.QuerySelectorAll(".error-summary a").Length);
            Assert.Equal("ftp://x", refused.QuerySelector("[name=url]")?.GetAttribute("value"));
        }

        using var added = await admin.SubmitAsync(
            "/admin/webhooks/new",
            null,
            ("name", "Ware<house"),
            ("url", receiver.Url()),
            ("types", LeadEventTypes.Created)
        );
        var path = added.Headers.Location!.OriginalString;
        var page = await admin.OpenAsync(path);
        Assert.StartsWith("whsec_", page.QuerySelector(".shown-once code")?.TextContent, StringComparison.Ordinal);
        page = await admin.OpenAsync(path);
        Assert.Null(page.QuerySelector(".shown-once"));
        var id = Guid.Parse(path.Split('/')[^1]);

        page = await admin.FollowAsync(await admin.PressAsync(path, Button(page, "Send a test")));
        Assert.StartsWith("It took the test: 204", page.Flash(), StringComparison.Ordinal);
        receiver.Script = _ => new Reply(400, Body: "<i>no</i>");
        page = await admin.FollowAsync(await admin.PressAsync(path, Button(page, "Send a test")));
        Assert.Contains("It answered 400. It said: <i>no</i>", page.Flash(), StringComparison.Ordinal);

        await app.LeadAsync();
        await app.WebhookRoad().DrainAsync(Cancel);
        page = await admin.OpenAsync(path);
        Assert.Contains("Failing", page.QuerySelector(".note-box").Reads(), StringComparison.Ordinal);
        var told = page.QuerySelector("tbody a")!.GetAttribute("href")!;
        var message = await admin.OpenAsync(told);
        Assert.Contains("It answered 400.", message.QuerySelector("tbody").Reads(), StringComparison.Ordinal);
        Assert.Equal("<i>no</i>", message.QuerySelector("tbody code")?.TextContent);
        Assert.Contains(
            "\"type\": \"lead.created\"",
            message.QuerySelector("pre")?.TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(message.QuerySelectorAll("main button"), button => button.TextContent == "Send again");

        receiver.Script = _ => new Reply();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.WebhookRoad().DrainAsync(Cancel);
        message = await admin.FollowAsync(
            await admin.PressAsync(told, Button(await admin.OpenAsync(told), "Send again"))
        );
        Assert.StartsWith("It is sent again", message.Flash(), StringComparison.Ordinal);
        await app.WebhookRoad().DrainAsync(Cancel);
        page = await admin.OpenAsync(path);
        Assert.Equal("Taken (1)", page.QuerySelector(".tabs [aria-current]")?.TextContent);
        page = await admin.FollowAsync(await admin.SubmitAsync(path, "since", ("hours", "24")));
        Assert.StartsWith("One message is sent again", page.Flash(), StringComparison.Ordinal);
        await app.WebhookRoad().DrainAsync(Cancel);
        Assert.Equal(4, (await app.DeliveryAsync(id)).Tries.Count);

        page = await admin.FollowAsync(await admin.PressAsync(path, Button(page, "Make a new secret")));
        Assert.Contains(
            "signed by the old one too",
            page.QuerySelector(".shown-once").Reads(),
            StringComparison.Ordinal
        );
        page = await admin.FollowAsync(await admin.PressAsync(path, Button(page, "Turn off")));
        Assert.Contains("Off since", page.QuerySelector(".note-box").Reads(), StringComparison.Ordinal);
        var list = await admin.OpenAsync("/admin/webhooks");
        Assert.Contains("Off since", list.QuerySelector("tbody").Reads(), StringComparison.Ordinal);
        page = await admin.FollowAsync(await admin.PressAsync(path, Button(page, "Turn on")));
        Assert.Null(page.QuerySelector(".note-box"));
        page = await admin.FollowAsync(
            await admin.PressAsync(path, Button(page, "Save"), ("name", "Store"), ("types", "handoff.opened"))
        );
        Assert.Equal("Store", page.QuerySelector("h1")?.TextContent);
        Assert.Contains("handoff.opened", (await app.EndpointNowAsync(id)).Types);
        page = await admin.FollowAsync(await admin.PressAsync(path, Button(page, "Remove")));
        Assert.Equal("Removed.", page.Flash());
        Assert.Empty(await app.DeliveriesAsync(id));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync(path, Cancel)).StatusCode);
    }

    private static AngleSharp.Dom.IElement Button(AngleSharp.Dom.IParentNode page, string text) =>
        Assert.Single(page.QuerySelectorAll("main button"), button => button.TextContent == text);
}
