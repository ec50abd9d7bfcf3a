using System.Collections.Frozen;

namespace LeadGen.Domain.Offers;

/// <summary>
/// The countries and territories of ISO 3166-1 by alpha-2 code, with the names people look for in a list. Our own, since the
/// runtime's list depends on what language data the machine has.
/// </summary>
public static class Countries
{
    private const string Names = """
        AF Afghanistan
        AX Åland Islands
        AL Albania
        DZ Algeria
        AS American Samoa
        AD Andorra
        AO Angola
        AI Anguilla
        AQ Antarctica
        AG Antigua and Barbuda
        AR Argentina
        AM Armenia
        AW Aruba
        AU Australia
        AT Austria
        AZ Azerbaijan
        BS Bahamas
        BH Bahrain
        BD Bangladesh
        BB Barbados
        BY Belarus
        BE Belgium
        BZ Belize
        BJ Benin
        BM Bermuda
        BT Bhutan
        BO Bolivia
        BA Bosnia and Herzegovina
        BW Botswana
        BV Bouvet Island
        BR Brazil
        IO British Indian Ocean Territory
        VG British Virgin Islands
        BN Brunei
        BG Bulgaria
        BF Burkina Faso
        BI Burundi
        KH Cambodia
        CM Cameroon
        CA Canada
        CV Cape Verde
        BQ Caribbean Netherlands
        KY Cayman Islands
        CF Central African Republic
        TD Chad
        CL Chile
        CN China
        CX Christmas Island
        CC Cocos (Keeling) Islands
        CO Colombia
        KM Comoros
        CG Congo
        CD Congo, Democratic Republic of the
        CK Cook Islands
        CR Costa Rica
        CI Côte d’Ivoire
        HR Croatia
        CU Cuba
        CW Curaçao
        CY Cyprus
        CZ Czechia
        DK Denmark
        DJ Djibouti
        DM Dominica
        DO Dominican Republic
        EC Ecuador
        EG Egypt
        SV El Salvador
        GQ Equatorial Guinea
        ER Eritrea
        EE Estonia
        SZ Eswatini
        ET Ethiopia
        FK Falkland Islands
        FO Faroe Islands
        FJ Fiji
        FI Finland
        FR France
        GF French Guiana
        PF French Polynesia
        TF French Southern Territories
        GA Gabon
        GM Gambia
        GE Georgia
        DE Germany
        GH Ghana
        GI Gibraltar
        GR Greece
        GL Greenland
        GD Grenada
        GP Guadeloupe
        GU Guam
        GT Guatemala
        GG Guernsey
        GN Guinea
        GW Guinea-Bissau
        GY Guyana
        HT Haiti
        HM Heard Island and McDonald Islands
        HN Honduras
        HK Hong Kong
        HU Hungary
        IS Iceland
        IN India
        ID Indonesia
        IR Iran
        IQ Iraq
        IE Ireland
        IM Isle of Man
        IL Israel
        IT Italy
        JM Jamaica
        JP Japan
        JE Jersey
        JO Jordan
        KZ Kazakhstan
        KE Kenya
        KI Kiribati
        KW Kuwait
        KG Kyrgyzstan
        LA Laos
        LV Latvia
        LB Lebanon
        LS Lesotho
        LR Liberia
        LY Libya
        LI Liechtenstein
        LT Lithuania
        LU Luxembourg
        MO Macao
        MG Madagascar
        MW Malawi
        MY Malaysia
        MV Maldives
        ML Mali
        MT Malta
        MH Marshall Islands
        MQ Martinique
        MR Mauritania
        MU Mauritius
        YT Mayotte
        MX Mexico
        FM Micronesia
        MD Moldova
        MC Monaco
        MN Mongolia
        ME Montenegro
        MS Montserrat
        MA Morocco
        MZ Mozambique
        MM Myanmar
        NA Namibia
        NR Nauru
        NP Nepal
        NL Netherlands
        NC New Caledonia
        NZ New Zealand
        NI Nicaragua
        NE Niger
        NG Nigeria
        NU Niue
        NF Norfolk Island
        KP North Korea
        MK North Macedonia
        MP Northern Mariana Islands
        NO Norway
        OM Oman
        PK Pakistan
        PW Palau
        PS Palestine
        PA Panama
        PG Papua New Guinea
        PY Paraguay
        PE Peru
        PH Philippines
        PN Pitcairn
        PL Poland
        PT Portugal
        PR Puerto Rico
        QA Qatar
        RE Réunion
        RO Romania
        RU Russia
        RW Rwanda
        BL Saint Barthélemy
        SH Saint Helena
        KN Saint Kitts and Nevis
        LC Saint Lucia
        MF Saint Martin
        PM Saint Pierre and Miquelon
        VC Saint Vincent and the Grenadines
        WS Samoa
        SM San Marino
        ST São Tomé and Príncipe
        SA Saudi Arabia
        SN Senegal
        RS Serbia
        SC Seychelles
        SL Sierra Leone
        SG Singapore
        SX Sint Maarten
        SK Slovakia
        SI Slovenia
        SB Solomon Islands
        SO Somalia
        ZA South Africa
        GS South Georgia and the South Sandwich Islands
        KR South Korea
        SS South Sudan
        ES Spain
        LK Sri Lanka
        SD Sudan
        SR Suriname
        SJ Svalbard and Jan Mayen
        SE Sweden
        CH Switzerland
        SY Syria
        TW Taiwan
        TJ Tajikistan
        TZ Tanzania
        TH Thailand
        TL Timor-Leste
        TG Togo
        TK Tokelau
        TO Tonga
        TT Trinidad and Tobago
        TN Tunisia
        TR Türkiye
        TM Turkmenistan
        TC Turks and Caicos Islands
        TV Tuvalu
        UM U.S. Outlying Islands
        VI U.S. Virgin Islands
        UG Uganda
        UA Ukraine
        AE United Arab Emirates
        GB United Kingdom
        US United States
        UY Uruguay
        UZ Uzbekistan
        VU Vanuatu
        VA Vatican City
        VE Venezuela
        VN Vietnam
        WF Wallis and Futuna
        EH Western Sahara
        YE Yemen
        ZM Zambia
        ZW Zimbabwe
        """;

    /// <summary>Code and name, in the order of the names.</summary>
    public static readonly IReadOnlyList<FieldOption> All =
    [
        .. Names.Split('\n', StringSplitOptions.TrimEntries).Select(line => new FieldOption(line[..2], line[3..])),
    ];

    private static readonly FrozenDictionary<string, string> ByCode = All.ToFrozenDictionary(
        country => country.Value,
        country => country.Label
    );

    private static readonly FrozenDictionary<string, string> ByName = All.ToFrozenDictionary(
        country => country.Label,
        country => country.Value,
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Is it a code, in upper case?</summary>
    public static bool IsCode(string text) => ByCode.ContainsKey(text);

    /// <summary>The name of a country by its code; the code itself where it is unknown.</summary>
    public static string NameOf(string code) => ByCode.GetValueOrDefault(code, code);

    /// <summary>The code of a country given by code or English name, as files for import have it; null where it is neither.</summary>
    public static string? CodeOf(string text) =>
        IsCode(text.ToUpperInvariant()) ? text.ToUpperInvariant() : ByName.GetValueOrDefault(text);
}
