using System.Net;
using System.Text;
using LeadGen.Web.Access;
using LeadGen.Web.Data.Imports;
using LeadGen.Web.Tests.Imports;

namespace LeadGen.Web.Tests.Pages.Marketing.Imports;

public sealed class ImportPageTests(ImportApp app) : IClassFixture<ImportApp>
{
    private const string List = "/marketing/imports";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_sent_mapped_checked_brought_in_and_undone_without_script()
    {
        using var mara = await app.Web.SignedInAsync(Roles.Marketer);
        const string Csv = "Mail;Vorname;Firma;Punkte\nada@page-import.example;Åda;Alder;7\nnobody;Bob;Birch;8\n";

        var sent = await SendAsync(mara, Encoding.Latin1.GetBytes(Csv), "Messe 2026.csv");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var path = sent.Headers.Location!.ToString();
        var page = await mara.PageAsync(path);
        Assert.Contains("4 columns parted by semicolon, written in Windows-1252", page.Body!.TextContent);
        Assert.Contains("Åda · Bob", page.Body.TextContent);

        var check = await mara.SubmitAsync(
            path,
            "Columns",
            ("column.1", "first_name"),
            ("column.2", "company"),
            ("column.3", "custom.punkte"),
            ("do", "check")
        );
        Assert.Equal(HttpStatusCode.Redirect, check.StatusCode);
        var running = await mara.PageAsync(path);
        Assert.NotNull(running.QuerySelector("[data-running]"));
        Assert.Contains("http-equiv=\"refresh\"", running.QuerySelector("noscript")!.InnerHtml);
        await app.RunAsync();
        var checkedPage = await mara.PageAsync(path);
        Assert.Contains("All 2 rows were looked at, and nothing was written", checkedPage.Body!.TextContent);
        Assert.Contains("Line 3: Enter an e-mail address", checkedPage.Body.TextContent);
        Assert.Equal(0L, await app.Web.CountAsync("lead_identities where email = 'ada@page-import.example'"));

        await mara.SubmitAsync(path, "Columns", ("do", "start"));
        await app.RunAsync();
        Assert.Equal(
            "7",
            await app.Web.ScalarAsync(
                "select facts #>> '{custom.punkte,value}' from leadgen.leads where email = 'ada@page-import.example'"
            )
        );
        var rejects = await mara.GetAsync(path + "?handler=Rejects", Cancel);
        Assert.Equal("Messe 2026.rejects.csv", rejects.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Contains("nobody;Bob;Birch;8;", await rejects.Content.ReadAsStringAsync(Cancel));
        var done = await mara.PageAsync(path);
        Assert.Contains("It made 1 leads", done.Body!.TextContent);

        // The same columns again: what was said last is proposed.
        var next = await SendAsync(mara, Encoding.UTF8.GetBytes(Csv), "Messe 2027.csv");
        var proposed = await mara.PageAsync(next.Headers.Location!.ToString());
        Assert.Contains("As for the last file with these columns", proposed.Body!.TextContent);
        Assert.Equal("custom.punkte", proposed.QuerySelector("[name='column.3'] [selected]")!.GetAttribute("value"));

        var undo = await mara.PageAsync(path);
        var form = undo.Forms.Single(form => form.QuerySelector("button[value=Undo]") is not null);
        var token = form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await mara.PostAsync(
            path + "?handler=Act",
            new FormUrlEncodedContent([new("do", "Undo"), new("__RequestVerificationToken", token)]),
            Cancel
        );
        await app.RunAsync();
        Assert.Contains("1 leads, 0 touchpoints", (await mara.PageAsync(path)).Body!.TextContent);
        Assert.Equal(0L, await app.Web.CountAsync("lead_identities where email = 'ada@page-import.example'"));
        Assert.Equal(
            1L,
            await app.Web.CountAsync("audit_entries where kind = 'imports' and changes::text like '%undoing%'")
        );
        var list = await mara.PageAsync(List);
        Assert.Contains("Messe 2026.csv", list.Body!.TextContent);
        Assert.Contains("Undone", list.Body.TextContent);
    }

    [Fact]
    public async Task Encoding_and_separator_are_found_and_can_be_changed_with_what_is_shown_of_the_file()
    {
        using var mara = await app.Web.SignedInAsync(Roles.Marketer);
        const string Csv = "Mail;Name, first\nada@page-reading.example;Åda\n";
        var sent = await SendAsync(mara, Encoding.UTF8.GetBytes(Csv), "reading.csv");
        var path = sent.Headers.Location!.ToString();
        var page = await mara.PageAsync(path);
        Assert.Equal(
            ["utf8", ";"],
            new[] { "encoding", "separator" }.Select(name =>
                page.QuerySelector($"[name={name}] [selected]")!.GetAttribute("value")
            )
        );

        await mara.SubmitAsync(path, "Reading", ("encoding", "windows1252"));
        page = await mara.PageAsync(path);
        Assert.Contains("2 columns parted by semicolon, written in Windows-1252", page.Body!.TextContent);
        Assert.Contains("Ã…da", page.Body.TextContent);
        await mara.SubmitAsync(path, "Reading", ("encoding", "utf8"), ("separator", ","));
        page = await mara.PageAsync(path);
        Assert.Contains("2 columns parted by comma, written in UTF-8", page.Body!.TextContent);
        Assert.Equal("Mail;Name", page.QuerySelector("label[for='column_0']")!.TextContent.Trim());
        var odd = await mara.SubmitAsync(path, "Reading", ("separator", "\""));
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
        var file = app.Files.PathOf(Guid.Parse(path[^36..]));
        File.Move(file, file + ".away");
        var wrong = await mara.SubmitAsync(path, "Reading", ("encoding", "utf16_le"));
        File.Move(file + ".away", file);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("not on this machine", (await wrong.ParseAsync()).QuerySelector(".error-summary")!.TextContent);

        await mara.SubmitAsync(path, "Reading", ("separator", ";"));
        await mara.SubmitAsync(path, "Columns", ("column.1", "first_name"), ("do", "start"));
        await app.RunAsync();
        Assert.Equal(
            "Åda",
            await app.Web.ScalarAsync("select first_name from leadgen.leads where email = 'ada@page-reading.example'")
        );
        var late = await mara.PageAsync(path);
        Assert.Null(late.QuerySelector("[name=encoding]"));
    }

    [Fact]
    public async Task A_list_of_an_event_that_is_pasted_comes_in_as_a_file_would_and_once()
    {
        using var mara = await app.Web.SignedInAsync(Roles.Marketer);
        const string People =
            "Ada Alder <Ada@page-list.example>\nbob@page-list.example; Bob; Birch; \"Birch\" & Co\n\nnobody\n";
        const string Path = List + "/list";
        (string, string)[] fields =
        [
            ("kind", "event"),
            ("day", "2026-01-15"),
            ("name", "Fair, Essen"),
            ("people", People),
        ];

        var refused = await mara.SubmitAsync(Path, null, ("kind", "event"), ("day", "2999-01-01"), ("people", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(3, (await refused.ParseAsync()).QuerySelectorAll(".error-summary a").Length);
        var sent = await mara.SubmitAsync(Path, null, fields);
        await app.RunAsync();
        var again = await mara.SubmitAsync(Path, null, fields);
        await app.RunAsync();

        Assert.Contains("nobody", await mara.GetStringAsync(sent.Headers.Location + "?handler=Rejects", Cancel));
        Assert.Contains(
            "2",
            (await mara.PageAsync(again.Headers.Location!.ToString())).QuerySelector(".tiles")!.TextContent
        );
        Assert.Equal(
            "Ada Alder event outreach/event/Fair, Essen event_attended 2026-01-15 Fair, Essen|Bob Birch event outreach/event/Fair, Essen event_attended 2026-01-15 Fair, Essen",
            await app.Web.ScalarAsync(
                """
                select string_agg(concat_ws(' ', l.first_name, l.last_name, l.channel, concat_ws('/', l.first_touch #>> '{source,name}',
                    l.first_touch #>> '{source,medium}', l.first_touch #>> '{source,campaign}'), t.kind, t.occurred_at::date, t.properties ->> 'list'), '|' order by l.email)
                from leadgen.leads l join leadgen.touchpoints t on t.lead_id = l.id where l.email ilike '%@page-list.example'
                """
            )
        );
    }

    [Fact]
    public async Task A_map_that_cannot_be_is_said_at_its_field()
    {
        using var mara = await app.Web.SignedInAsync(Roles.Marketer);
        var sent = await SendAsync(mara, "Name,City\nAda,Berlin\n"u8.ToArray(), "x.csv");
        var path = sent.Headers.Location!.ToString();

        var none = await mara.SubmitAsync(path, "Columns", ("do", "start"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        Assert.Contains("Say which column holds the e-mail address", (await none.ParseAsync()).Body!.TextContent);
        var twice = await mara.SubmitAsync(
            path,
            "Columns",
            ("column.0", "email"),
            ("column.1", "email"),
            ("name", ""),
            ("do", "start")
        );
        Assert.Equal(2, (await twice.ParseAsync()).QuerySelectorAll(".error-summary a").Length);
        var text = await mara.SubmitAsync(
            path,
            "Text",
            ("map", "{ \"name\": \"x\", \"email\": \"Mail\" }"),
            ("do", "check")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, text.StatusCode);
        Assert.Contains("The file has no column 'Mail'", (await text.ParseAsync()).Body!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await mara.GetAsync($"{List}/{Guid.AllBitsSet}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_file_that_is_none_is_said_at_its_field_and_a_forged_form_is_not_read()
    {
        using var mara = await app.Web.SignedInAsync(Roles.Marketer);

        foreach (var (bytes, error) in new[] { ("", "not empty"), ("\"a,b\n1,2\n", "A quote is opened") })
        {
            Assert.Equal(
                List,
                (await SendAsync(mara, Encoding.UTF8.GetBytes(bytes), "x.csv")).Headers.Location!.ToString()
            );
            var page = await mara.GetAsync(List, Cancel);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.StatusCode);
            Assert.Contains(error, (await page.ParseAsync()).QuerySelector(".error-summary")!.TextContent);
        }

        using var forged = new MultipartFormDataContent { { new StringContent("x"), "__RequestVerificationToken" } };
        forged.Add(new ByteArrayContent("email\na@b.example\n"u8.ToArray()), "file", "x.csv");
        Assert.Equal(HttpStatusCode.BadRequest, (await mara.PostAsync(List + "/file", forged, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_running_import_is_paused_resumed_and_cancelled_by_its_page()
    {
        using var mara = await app.Web.SignedInAsync(Roles.Marketer);
        var import = await app.ReceiveAsync("email\nada@page-pause.example\n");
        var path = $"{List}/{import.Id}";

        await mara.SubmitAsync(path, "Act", ("do", "Pause"));
        Assert.Equal(ImportState.Paused, (await app.FindAsync(import.Id)).State);
        await mara.SubmitAsync(path, "Act", ("do", "Resume"));
        Assert.Equal(ImportState.Running, (await app.FindAsync(import.Id)).State);
        await mara.SubmitAsync(path, "Act", ("do", "Cancel"));
        Assert.Equal(ImportState.Cancelled, (await app.FindAsync(import.Id)).State);
        Assert.Null((await mara.PageAsync(path)).QuerySelector("[name=do]"));
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, byte[] csv, string name)
    {
        var page = await client.PageAsync(List);
        var token = page.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        form.Add(new ByteArrayContent(csv), "file", name);
        return await client.PostAsync(List + "/file", form, Cancel);
    }
}
