using System.Buffers.Binary;
using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Pictures;
using LeadGen.Web.Tests.Capture;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.Pages.Marketing.Offers.OfferSteps;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Pages.Marketing.Offers;

public sealed class PictureTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly WebApp _app = demo.App;

    [Fact]
    public async Task A_picture_goes_on_the_page_and_its_card_and_is_kept_by_browsers_for_ever()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var path = PathOf(await MakeAsync(marketer, "With a picture", "ebook"));
        await marketer.FollowAsync(await marketer.SubmitAsync(path + "/publish", null, ("when", "now")));
        await marketer.FollowAsync(
            await UploadAsync(marketer, path, Png(1200, 630), "..\\evil.html", "A pump", "text/html")
        );
        _app.Clock.Advance(TimeSpan.FromSeconds(3));

        var visitor = _app.Anonymous();
        var shown = (IHtmlImageElement)
            (await visitor.OpenAsync("/offers/with-a-picture")).QuerySelector("img.picture")!;
        var source = shown.GetAttribute("src")!;
        Assert.Equal(
            ("A pump", "1200", "630"),
            (shown.AlternativeText, shown.GetAttribute("width"), shown.GetAttribute("height"))
        );
        Assert.Equal(source, (await visitor.OpenAsync("/")).QuerySelector(".card img.art")!.GetAttribute("src"));

        var picture = await visitor.GetAsync(source, Cancel);
        Assert.Equal(Png(1200, 630), await picture.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=31536000, immutable", picture.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", picture.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains(
            "sandbox",
            picture.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.False(picture.Headers.Contains("Set-Cookie"));
        Assert.Contains(Path.Combine(demo.DataDirectory, source.TrimStart('/')), Stored());

        await marketer.FollowAsync(await UploadAsync(marketer, path, null, "", "A better description"));
        Assert.Equal("A better description", (await _app.OfferAsync(path)).Page.Picture!.Alt);
        var remove = (await marketer.OpenAsync(path)).QuerySelector("button[name=remove]");
        await marketer.FollowAsync(await marketer.PressAsync(path, remove));
        Assert.Null((await _app.OfferAsync(path)).Page.Picture);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_at_its_field_and_leaves_nothing_behind()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var path = PathOf(await MakeAsync(marketer, "Without a picture", "ebook"));
        var before = Stored();
        (string Said, byte[]? File, string Name)[] refused =
        [
            (
                "PNG, JPEG or WebP",
                "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"u8.ToArray(),
                "a.svg"
            ),
            ("PNG, JPEG or WebP", "<script>alert(1)</script>"u8.ToArray(), "a.png"),
            ("pixels", Png(20_000, 20_000), "a.png"),
            ("1 MB", [.. Png(10, 10), .. new byte[1_000_001]], "a.png"),
            ("Choose a picture", null, ""),
        ];
        foreach (var (said, file, name) in refused)
        {
            var answer = await UploadAsync(marketer, path, file, name, "Shows");
            var page = await answer.PageAsync();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(said, page.QuerySelector("#picture-error")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("Shows", Value(page, "alt"));
        }

        var huge = await UploadAsync(marketer, path, new byte[9_000_000], "a.png", "");
        Assert.InRange((int)huge.StatusCode, 400, 413);
        Assert.Null((await _app.OfferAsync(path)).Page.Picture);
        Assert.Equal(before, Stored());
    }

    [Fact]
    public async Task Of_two_who_choose_a_picture_at_once_the_second_is_told_and_its_file_is_not_kept()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var path = PathOf(await MakeAsync(marketer, "Two pictures", "ebook"));
        var seen = await marketer.OpenAsync(path);
        await marketer.FollowAsync(await UploadAsync(marketer, path, Png(1, 1), "a.png", "First"));
        var before = Stored();

        var late = await UploadAsync(marketer, path, Png(2, 2), "b.png", "Second", page: seen);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("First", (await _app.OfferAsync(path)).Page.Picture!.Alt);
        Assert.Equal(before, Stored());
    }

    [Fact]
    public async Task A_picture_that_no_offer_shows_any_more_is_removed_in_time_and_any_other_stays()
    {
        using var marketer = await _app.SignedInAsync(Roles.Marketer);
        var path = PathOf(await MakeAsync(marketer, "Cleaned", "ebook"));
        await marketer.FollowAsync(await UploadAsync(marketer, path, Png(1, 1), "a.png", ""));
        var replaced = FileOf(await _app.OfferAsync(path));
        await marketer.FollowAsync(await UploadAsync(marketer, path, Png(2, 2), "b.png", ""));
        var shown = FileOf(await _app.OfferAsync(path));
        await CleanAsync();
        Assert.True(File.Exists(replaced));

        _app.Clock.Advance(PictureCleaning.Kept + TimeSpan.FromMinutes(1));
        await CleanAsync();
        Assert.False(File.Exists(replaced));
        Assert.True(File.Exists(shown));

        string FileOf(Offer offer) =>
            Path.Combine(demo.DataDirectory, PictureStore.PathOf(offer.Page.Picture!).TrimStart('/'));

        async Task CleanAsync()
        {
            await using var scope = _app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<PictureCleaning>().ForgetAsync(Cancel);
        }
    }

    [Theory]
    [InlineData("/pictures/../../etc/passwd")]
    [InlineData("/pictures/..%2f..%2fetc%2fpasswd")]
    [InlineData("/pictures/01936a5e00007000800000000000000a.png")]
    [InlineData("/pictures/01936a5e00007000800000000000000a.svg")]
    [InlineData("/pictures/x")]
    public async Task An_address_that_no_picture_has_leads_nowhere(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Anonymous().GetAsync(address, Cancel)).StatusCode);

    private string[] Stored() =>
        Directory.Exists(Path.Combine(demo.DataDirectory, "pictures"))
            ? [.. Directory.GetFiles(Path.Combine(demo.DataDirectory, "pictures")).Order(StringComparer.Ordinal)]
            : [];

    private static async Task<HttpResponseMessage> UploadAsync(
        HttpClient marketer,
        string path,
        byte[]? file,
        string name,
        string alt,
        string type = "image/png",
        IHtmlDocument? page = null
    )
    {
        page ??= await marketer.OpenAsync(path);
        var form = (IHtmlFormElement)page.QuerySelector("#picture")!.Closest("form")!;
        using var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]"))
        {
            content.Add(new StringContent(hidden.Value), hidden.Name!);
        }

        content.Add(new StringContent(alt), "alt");
        if (file is not null)
        {
            var part = new ByteArrayContent(file);
            part.Headers.ContentType = new(type);
            content.Add(part, "picture", name);
        }

        return await marketer.PostAsync(form.GetAttribute("action"), content, Cancel);
    }

    private static byte[] Png(int width, int height)
    {
        byte[] file = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[8], 8, 6, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        return file;
    }
}
