using System.Collections.Frozen;
using LeadGen.Domain.Offers;

namespace LeadGen.Web.Imports;

/// <summary>Guesses what the columns of a file are by their names.</summary>
public static class ColumnGuess
{
    /// <summary>Names by which other programs call what a role means, without case, spaces and signs. The first column that fits wins, by the order here.</summary>
    private static readonly (string Role, string[] Names)[] Known =
    [
        (
            LeadFields.Email,
            [
                "email",
                "emailaddress",
                "workemail",
                "businessemail",
                "mail",
                "mailaddress",
                "primaryemail",
                "email1",
                "emailid",
                "contactemail",
            ]
        ),
        (
            ColumnMap.Key,
            ["id", "externalid", "recordid", "leadid", "contactid", "crmid", "leadnumber", "prospectid", "uuid"]
        ),
        (
            ColumnMap.OccurredAt,
            [
                "occurredat",
                "createdat",
                "created",
                "createdate",
                "createddate",
                "creationdate",
                "date",
                "datecreated",
                "timestamp",
                "firstcontactdate",
                "signupdate",
                "submittedat",
            ]
        ),
        (LeadFields.FirstName, ["firstname", "givenname", "forename", "fname", "first"]),
        (LeadFields.LastName, ["lastname", "surname", "familyname", "lname", "last"]),
        (
            LeadFields.Company,
            [
                "company",
                "companyname",
                "organization",
                "organisation",
                "organizationname",
                "account",
                "accountname",
                "employer",
                "firm",
                "business",
            ]
        ),
        (LeadFields.JobTitle, ["jobtitle", "title", "position", "jobrole", "role", "function"]),
        (
            LeadFields.Phone,
            [
                "phone",
                "phonenumber",
                "telephone",
                "tel",
                "mobile",
                "mobilephone",
                "mobilenumber",
                "businessphone",
                "workphone",
            ]
        ),
        (
            LeadFields.Website,
            ["website", "websiteurl", "web", "url", "homepage", "companywebsite", "companydomain", "domain"]
        ),
        (
            LeadFields.Employees,
            ["employees", "numberofemployees", "noofemployees", "employeecount", "headcount", "companysize", "staff"]
        ),
        (LeadFields.AnnualRevenue, ["annualrevenue", "revenue", "turnover", "yearlyrevenue", "companyrevenue"]),
        (LeadFields.Industry, ["industry", "sector", "branch", "vertical", "businesssegment"]),
        (LeadFields.Country, ["country", "countrycode", "countryregion", "nation", "mailingcountry", "billingcountry"]),
        (LeadFields.Budget, ["budget"]),
        (LeadFields.Timeline, ["timeline", "timeframe", "purchasetimeframe"]),
        ("source", ["source", "leadsource", "utmsource", "originalsource", "origin"]),
        ("medium", ["medium", "utmmedium", "leadmedium"]),
        ("campaign", ["campaign", "utmcampaign", "campaignname"]),
        ("referrer", ["referrer", "referer", "referralurl"]),
        ("channel", ["channel"]),
        (ColumnMap.Outcome, ["outcome", "result"]),
        (ColumnMap.OutcomePrefix + "amount", ["amount", "dealamount", "dealvalue"]),
        (ColumnMap.OutcomePrefix + "currency", ["currency", "currencycode", "dealcurrency"]),
        (ColumnMap.OutcomePrefix + "reason", ["reason", "lostreason", "closedlostreason"]),
    ];

    private static readonly FrozenDictionary<string, (string Role, int Rank)> ByName = Known
        .SelectMany(role => role.Names.Select((name, rank) => (name, role.Role, rank)))
        .ToFrozenDictionary(known => known.name, known => (known.Role, known.rank));

    /// <param name="name">Of the map.</param>
    public static ColumnMap Of(IReadOnlyList<string> header, string name)
    {
        var guessed = header
            .Where(column => column.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select((column, place) => (Column: column, Place: place, Known: Find(column)))
            .Where(column => column.Known is not null)
            .GroupBy(column => column.Known!.Value.Role)
            .Select(same => same.OrderBy(column => column.Known!.Value.Rank).ThenBy(column => column.Place).First())
            .ToDictionary(column => column.Column, column => column.Known!.Value.Role);
        if (!guessed.ContainsValue(ColumnMap.Outcome))
        {
            // An amount without an outcome is of something else.
            guessed = guessed
                .Where(column => !column.Value.StartsWith(ColumnMap.OutcomePrefix, StringComparison.Ordinal))
                .ToDictionary();
        }

        return new ColumnMap(name, [], null, guessed);
    }

    /// <summary>A key for a column that is to be a fact of its own; null where no letter of it can be in one.</summary>
    public static string? OwnFact(string column)
    {
        var letters = column.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        var key = string.Join('_', string.Concat(letters).Split('_', StringSplitOptions.RemoveEmptyEntries));
        key = key.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '_');
        key = key.Length > CustomField.KeyMaxLength ? key[..CustomField.KeyMaxLength] : key;
        return CustomField.IsKey(key) ? CustomField.Prefix + key : null;
    }

    private static (string Role, int Rank)? Find(string column) =>
        column.StartsWith(CustomField.Prefix, StringComparison.Ordinal) && LeadFields.IsFact(column) ? (column, 0)
        : ByName.TryGetValue(Plain(column), out var known) ? known
        : null;

    private static string Plain(string column) =>
        string.Concat(column.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
}
