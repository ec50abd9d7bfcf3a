using System.CommandLine;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Audit;

namespace LeadGen.Web.Commands;

/// <summary>Makes keys for other systems.</summary>
public static class ApiKeyCommand
{
    public static System.CommandLine.Command Create()
    {
        var name = new Argument<string>("NAME")
        {
            Description = "What the key is for: it stands beside what the key does.",
        };
        var scopes = new Option<string[]>("--scope")
        {
            Description = "What the key may do. Repeat it, or give several.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var days = new Option<int?>("--days") { Description = "After how many days it ends. Without: never." };
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>()?.Trim() is not { Length: > 0 and <= ApiKey.NameMaxLength })
            {
                result.AddError($"A key needs a name of at most {ApiKey.NameMaxLength} characters.");
            }
        });
        scopes.AcceptOnlyFromAmong([.. ApiScopes.All]);
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > ApiKeyDesk.MostDays)
            {
                result.AddError($"--days takes 1 to {ApiKeyDesk.MostDays}.");
            }
        });

        var create = new System.CommandLine.Command("create", "Make a key and print it, this once.")
        {
            name,
            scopes,
            days,
        };
        create.SetAction(
            (parsed, cancel) =>
                CommandHost.RunAsync(
                    (services, stop) =>
                        CreateAsync(
                            services,
                            parsed.GetRequiredValue(name).Trim(),
                            [.. parsed.GetRequiredValue(scopes).Distinct()],
                            parsed.GetValue(days),
                            stop
                        ),
                    cancel
                )
        );
        return new System.CommandLine.Command("apikey", "Keys by which other systems call the API.") { create };
    }

    private static async Task<int> CreateAsync(
        IServiceProvider services,
        string name,
        string[] scopes,
        int? days,
        CancellationToken cancel
    )
    {
        var text = await services.GetRequiredService<ApiKeyDesk>().AddAsync(name, scopes, days, cancel);
        _ = ApiKeyText.TryRead(text, out var id, out _);
        await services
            .GetRequiredService<AuditBook>()
            .NoteAsync(
                CommandHost.Actor("apikey create"),
                AuditAction.Added,
                "api_keys",
                id.ToString(),
                new Dictionary<string, AuditChange>
                {
                    ["name"] = new(null, name),
                    ["scopes"] = new(null, string.Join(", ", scopes)),
                },
                cancel
            );
        await Console.Out.WriteLineAsync(text); // nothing else, so that a script can take it
        return 0;
    }
}
