using System.Collections.Frozen;

namespace LeadGen.Domain.Offers;

/// <summary>By which clocks the people of a country live.</summary>
public static class CountryZones
{
    // Those of countries with one time first; then, of those with several, the ones that are furthest apart.
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
        AU Australia/Sydney Australia/Perth
        BR America/Sao_Paulo America/Manaus
        CA America/Toronto America/Vancouver America/Halifax
        CL America/Santiago
        ES Europe/Madrid
        ID Asia/Jakarta Asia/Jayapura
        KZ Asia/Almaty
        MX America/Mexico_City America/Tijuana
        NZ Pacific/Auckland
        PT Europe/Lisbon
        RU Europe/Moscow Asia/Vladivostok
        US America/New_York America/Los_Angeles
        """;

    private static readonly FrozenDictionary<string, string[]> Zones = Names
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .ToFrozenDictionary(parts => parts[0], parts => parts[1..]);

    /// <summary>The one where there is one; null where there are several, or the country is not known: a wrong hour is worse than none.</summary>
    public static string? Only(string? country) => All(country) is [var zone] ? zone : null;

    /// <summary>IANA names; none where the country is not known.</summary>
    public static IReadOnlyList<string> All(string? country) =>
        country is null ? [] : Zones.GetValueOrDefault(country, []);
}
