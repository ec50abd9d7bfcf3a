using System.Collections.Frozen;
using System.Globalization;

namespace LeadGen.Web.Pages.Shared;

/// <summary>What time it is where a lead is, for countries with one time.</summary>
public static class LocalTime
{
    // Countries whose people live, but for a few, by one clock. The others are left out: a wrong hour is worse than none.
    private const string Names = """
        AE Asia/Dubai
        AT Europe/Vienna
        BE Europe/Brussels
        BG Europe/Sofia
        CH Europe/Zurich
        CN Asia/Shanghai
        CO America/Bogota
        CZ Europe/Prague
        DE Europe/Berlin
        DK Europe/Copenhagen
        EE Europe/Tallinn
        EG Africa/Cairo
        FI Europe/Helsinki
        FR Europe/Paris
        GB Europe/London
        GR Europe/Athens
        HK Asia/Hong_Kong
        HR Europe/Zagreb
        HU Europe/Budapest
        IE Europe/Dublin
        IL Asia/Jerusalem
        IN Asia/Kolkata
        IT Europe/Rome
        JP Asia/Tokyo
        KE Africa/Nairobi
        KR Asia/Seoul
        LI Europe/Vaduz
        LT Europe/Vilnius
        LU Europe/Luxembourg
        LV Europe/Riga
        MA Africa/Casablanca
        MY Asia/Kuala_Lumpur
        NG Africa/Lagos
        NL Europe/Amsterdam
        NO Europe/Oslo
        PE America/Lima
        PH Asia/Manila
        PK Asia/Karachi
        PL Europe/Warsaw
        RO Europe/Bucharest
        RS Europe/Belgrade
        SA Asia/Riyadh
        SE Europe/Stockholm
        SG Asia/Singapore
        SI Europe/Ljubljana
        SK Europe/Bratislava
        TH Asia/Bangkok
        TR Europe/Istanbul
        TW Asia/Taipei
        UY America/Montevideo
        VN Asia/Ho_Chi_Minh
        ZA Africa/Johannesburg
        """;

    private static readonly FrozenDictionary<string, string> Zones = Names
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenDictionary(line => line[..2], line => line[3..]);

    /// <summary>"It is 14:20 there, Monday"; null where that is not clear, or the machine knows no time zones.</summary>
    public static string? There(string? country, DateTimeOffset now) =>
        country is not null
        && Zones.TryGetValue(country, out var name)
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? TimeZoneInfo.ConvertTime(now, zone).ToString("'It is' HH:mm 'there,' dddd", CultureInfo.InvariantCulture)
            : null;
}
