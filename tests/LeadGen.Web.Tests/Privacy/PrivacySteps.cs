using System.Net;
using System.Text.RegularExpressions;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Operations;
using LeadGen.Web.Tests.Capture;
using LeadGen.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Privacy;

/// <summary>What tests of consent and privacy do and look at.</summary>
internal static partial class PrivacySteps
{
    public const string Paper = "predictive-maintenance-costs";

    /// <summary>Opens a landing page and gives the hidden fields of its form.</summary>
    public static Task<Dictionary<string, string>> FormAsync(this HttpClient visitor, string slug = Paper) =>
        CaptureSteps.OpenAsync(visitor, "/offers/" + slug);

    /// <summary>A visitor takes the white paper and, if they like, ticks the box for mail.</summary>
    public static async Task<Lead> TakePaperAsync(
        this WebApp app,
        string email,
        bool ticks = true,
        params (string Name, string Text)[] more
    )
    {
        using var visitor = app.Anonymous();
        var fields = new Dictionary<string, string>(await visitor.FormAsync())
        {
            ["email"] = email,
            ["first_name"] = "Mina",
            ["last_name"] = "Okafor",
            ["company"] = "North Wire",
            ["country"] = "DE",
        };
        if (ticks)
        {
            fields["consent_marketing"] = "true";
        }

        foreach (var (name, text) in more)
        {
            fields[name] = text;
        }

        using var answer = await visitor.FillAsync(Paper, fields);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return await app.LeadAsync(email);
    }

    public static PersonTokens Tokens(this WebApp app) => app.Services.GetRequiredService<PersonTokens>();

    public static async Task<List<OutgoingMail>> MailsAsync(this WebApp app, string to, MailKind kind) =>
        [.. (await app.MailsAsync()).Where(mail => mail.ToAddress == to && mail.Kind == kind)];

    /// <summary>The link in the last mail of a kind.</summary>
    public static async Task<string> LinkAsync(this WebApp app, string to, MailKind kind) =>
        PathOf().Match((await app.MailsAsync(to, kind))[^1].Data).Groups[1].Value;

    public static async Task<ConsentState> StateAsync(
        this WebApp app,
        Guid leadId,
        string purpose = ConsentPurposes.MarketingEmail
    ) =>
        await app.DbAsync(async db =>
            (await db.ConsentsAsync(leadId, await ConsentBook.ReadAsync(db, Cancel), Cancel)).Single(state =>
                state.Purpose == purpose
            )
        );

    public static Task<List<Consent>> ConsentsAsync(this WebApp app, Guid leadId) =>
        app.DbAsync(db =>
            db.Consents.AsNoTracking()
                .Where(consent => consent.LeadId == leadId)
                .OrderBy(consent => consent.At)
                .ThenBy(consent => consent.Id)
                .ToListAsync(Cancel)
        );

    /// <summary>Presses the button of a page that has just one, or the one of this value.</summary>
    public static async Task<HttpResponseMessage> PressOnAsync(
        this HttpClient visitor,
        string path,
        string? value = null,
        params (string Name, string Value)[] filled
    )
    {
        var page = await visitor.OpenAsync(path);
        var button = page.QuerySelector(value is null ? "main button" : $"main button[value={value}]");
        return await visitor.PressAsync(path, button, filled);
    }

    public static async Task<string> HeadingAsync(this HttpResponseMessage answer) =>
        (await answer.PageAsync()).QuerySelector("main h1").Reads();

    [GeneratedRegex("\"path\": ?\"([^\"]+)\"")]
    private static partial Regex PathOf();
}
