using System.Globalization;
using LeadGen.Domain.Capture;

namespace LeadGen.Web.Data.Consents;

/// <summary>The texts that are shown now, and which purposes are confirmed by mail.</summary>
public sealed class ConsentsInForce
{
    public const string OurLocale = "en";

    private readonly Dictionary<(string Purpose, string Locale), ConsentText> _texts = [];
    private readonly Dictionary<string, bool> _confirmed;

    public ConsentsInForce(long version, IReadOnlyList<ConsentTextRow> texts, IReadOnlyList<ConsentPurposeRow> purposes)
    {
        Version = version;
        All = [.. ConsentTexts.Shipped.Concat(texts.OrderBy(row => row.Version).Select(TextOf))];
        foreach (var text in All)
        {
            _texts[(text.Purpose, text.Locale)] = text;
        }

        _confirmed = ConsentPurposes.All.ToDictionary(
            purpose => purpose,
            purpose =>
                purposes.FirstOrDefault(row => row.Purpose == purpose)?.IsConfirmed
                ?? ConsentPurposes.IsConfirmedByMail(purpose)
        );
    }

    /// <summary>Raised by each change.</summary>
    public long Version { get; }

    /// <summary>Every version of every text, the latest last.</summary>
    public IReadOnlyList<ConsentText> All { get; }

    /// <summary>In this language, else in the language it is in (<c>pt</c> for <c>pt-BR</c>), else in English.</summary>
    public ConsentText Text(string purpose, string locale) =>
        Own(purpose, locale) ?? Own(purpose, locale.Split('-')[0]) ?? _texts[(purpose, OurLocale)];

    /// <summary>Null where there is none in just this language.</summary>
    public ConsentText? Own(string purpose, string locale) => _texts.GetValueOrDefault((purpose, locale));

    /// <summary>Does a yes count only when it is confirmed by mail?</summary>
    public bool IsConfirmed(string purpose) => _confirmed.GetValueOrDefault(purpose);

    public int NextVersion(string purpose) =>
        1
        + All.Where(text => text.Purpose == purpose)
            .Max(text => int.Parse(text.Version, NumberStyles.None, CultureInfo.InvariantCulture));

    private static ConsentText TextOf(ConsentTextRow row) =>
        new(row.Purpose, row.Version.ToString(CultureInfo.InvariantCulture), row.Text, row.Locale);
}
