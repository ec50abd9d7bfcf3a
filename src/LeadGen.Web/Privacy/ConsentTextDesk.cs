using System.Text.RegularExpressions;
using LeadGen.Domain.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Privacy;

/// <summary>What an administrator wants shown and asked.</summary>
/// <param name="IsConfirmed">A yes counts only when it is confirmed by mail.</param>
public sealed record WantedConsent(string Purpose, string? Locale, string? Text, bool IsConfirmed, string By);

/// <summary>Keeps the texts that people are asked to agree to. A changed text is a new version; what was agreed to stays as it was.</summary>
public sealed partial class ConsentTextDesk(LeadGenDbContext db, TimeProvider time, ILogger<ConsentTextDesk> log)
{
    /// <returns>The field that is wrong and what to do; null where it is saved, or as it was.</returns>
    public async Task<(string Field, string Message)?> SaveAsync(WantedConsent wanted, CancellationToken cancel)
    {
        if (!ConsentPurposes.All.Contains(wanted.Purpose))
        {
            return ("", "There is no such purpose. Load the page again");
        }

        var locale = wanted.Locale?.Trim() ?? "";
        if (locale.Length > ConsentText.LocaleMaxLength || !LanguageTag().IsMatch(locale))
        {
            return ("language", "Enter a language as on the offer, such as en, de or pt-BR");
        }

        var (text, error) = CleanText.Note(wanted.Text, ConsentTextRow.TextMaxLength, "Text");
        if (text is null)
        {
            return ("text", error ?? "Enter the words that people shall read");
        }

        await StoreAsync(wanted with { Locale = locale, Text = text.ReplaceLineEndings(" ") }, cancel);
        return null;
    }

    private async Task StoreAsync(WantedConsent wanted, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('leadgen consents'))", cancel);
        var inForce = await ConsentBook.ReadAsync(db, cancel);
        if (inForce.Own(wanted.Purpose, wanted.Locale!)?.Text != wanted.Text)
        {
            var version = inForce.NextVersion(wanted.Purpose);
            db.ConsentTexts.Add(
                new ConsentTextRow
                {
                    Purpose = wanted.Purpose,
                    Locale = wanted.Locale!,
                    Version = version,
                    Text = wanted.Text!,
                    At = time.GetUtcNow(),
                    By = wanted.By,
                }
            );
            LogText(wanted.Purpose, version, wanted.Locale!);
        }

        if (inForce.IsConfirmed(wanted.Purpose) != wanted.IsConfirmed)
        {
            await ConfirmAsync(wanted, cancel);
        }

        if (db.ChangeTracker.HasChanges())
        {
            await ConsentBook.RaiseAsync(db, cancel);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    private async Task ConfirmAsync(WantedConsent wanted, CancellationToken cancel)
    {
        if (await db.ConsentPurposes.FindAsync([wanted.Purpose], cancel) is { } row)
        {
            row.IsConfirmed = wanted.IsConfirmed;
        }
        else
        {
            db.ConsentPurposes.Add(
                new ConsentPurposeRow { Purpose = wanted.Purpose, IsConfirmed = wanted.IsConfirmed }
            );
        }

        LogConfirmed(wanted.Purpose, wanted.IsConfirmed);
    }

    [GeneratedRegex(@"\A[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*\z")]
    private static partial Regex LanguageTag();

    [LoggerMessage(Level = LogLevel.Information, Message = "Consent {Purpose}: version {Version} in {Locale}")]
    private partial void LogText(string purpose, int version, string locale);

    [LoggerMessage(Level = LogLevel.Information, Message = "Consent {Purpose}: confirmed by mail is {IsConfirmed}")]
    private partial void LogConfirmed(string purpose, bool isConfirmed);
}
