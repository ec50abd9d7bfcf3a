using LeadGen.Domain;
using LeadGen.Web.Data.Audit;
using LeadGen.Web.Pages.Shared;

namespace LeadGen.Web.Pages.Admin.Audit;

/// <summary>The audit log as people read it.</summary>
public static class AuditWords
{
    public static string Of(AuditAction action) =>
        action switch
        {
            AuditAction.Added => "Added",
            AuditAction.Changed => "Changed",
            AuditAction.Removed => "Removed",
            AuditAction.Exported => "Handed out",
            AuditAction.Read => "Looked at",
            AuditAction.SignedIn => "Signed in",
            AuditAction.SignInRefused => "Not let in",
            AuditAction.SignedOut => "Signed out",
        };

    public static string Of(ActorKind kind) =>
        kind switch
        {
            ActorKind.Staff => "",
            ActorKind.ApiKey => "API key",
            ActorKind.CommandLine => "on the server",
            ActorKind.Provider => "as the provider says",
        };

    /// <summary>"scoring models": the name of the table without its marks.</summary>
    public static string OfKind(string kind) => kind.Replace('_', ' ');

    public static string Of(AuditChange change) =>
        change switch
        {
            { From: null, To: null } => "changed",
            { From: null, To: { } now } => now,
            { From: { } before, To: null } => $"{before} → nothing",
            { From: { } before, To: { } now } => $"{before} → {now}",
        };

    /// <summary>Where the thing is to be seen; null where it has no page of its own.</summary>
    public static string? PathOf(string kind, string? id) =>
        id is null || !Guid.TryParse(id, out _)
            ? null
            : kind switch
            {
                "leads" => $"/leads/{id}",
                "accounts" => $"/accounts/{id}",
                "offers" => $"/marketing/offers/{id}",
                "users" => $"/admin/users/{id}",
                "handoffs" => $"/queue?at={id}",
                _ => null,
            };

    public static readonly IReadOnlyList<Choice> Actions =
    [
        new("", "Anything but looking"),
        .. Enum.GetValues<AuditAction>().Select(action => new Choice(Terms.Of(action), Of(action))),
    ];
}
