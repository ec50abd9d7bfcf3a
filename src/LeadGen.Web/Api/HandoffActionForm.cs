using System.Security.Claims;
using System.Text.Json;
using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Access;
using LeadGen.Web.Handoffs;

namespace LeadGen.Web.Api;

/// <summary>Reads the body of an action on a hand-off: the members that its verb uses, and no others.</summary>
internal static class HandoffActionForm
{
    private const int OwnerMaxLength = 254;

    /// <summary>What every action says, and all that undo does.</summary>
    public static HandoffAction Read(JsonForm form, Guid handoffId, ClaimsPrincipal caller)
    {
        var version = form.Whole("version");
        if (version is null)
        {
            form.Add("version", "Give the version of the hand-off that you saw");
        }

        return new(handoffId, version ?? 0, caller.ApiKeyName()!) { ActorId = caller.ApiKeyId() };
    }

    public static HandoffAction Read(JsonForm form, HandoffVerb verb, Guid handoffId, ClaimsPrincipal caller)
    {
        var action = Read(form, handoffId, caller);
        return verb switch
        {
            HandoffVerb.Accept or HandoffVerb.Start => action,
            HandoffVerb.Qualify => action with { Checklist = ChecklistOf(form), Note = form.Scalar("note") },
            HandoffVerb.Recycle => action with
            {
                Reason = form.Text("reason", Reason.LabelMaxLength),
                Note = form.Scalar("note"),
                Until = UntilOf(form),
            },
            HandoffVerb.Reject or HandoffVerb.Disqualify => action with
            {
                Reason = form.Text("reason", Reason.LabelMaxLength),
                Note = form.Scalar("note"),
            },
        };
    }

    /// <summary>Id or e-mail address of whoever takes it; only accept uses it.</summary>
    public static string? OwnerOf(JsonForm form, HandoffVerb verb) =>
        verb == HandoffVerb.Accept ? form.Text("owner", OwnerMaxLength) : null;

    private static Dictionary<string, Check>? ChecklistOf(JsonForm form)
    {
        if (form.Field("checklist") is null)
        {
            return null;
        }

        var checks = new Dictionary<string, Check>(StringComparer.Ordinal);
        foreach (var member in form.Members("checklist"))
        {
            if (!Checklist.Keys.Contains(member.Name))
            {
                form.Add("checklist", $"Answer only {string.Join(", ", Checklist.Keys)}");
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                checks[member.Name] = CheckOf(form, "checklist." + member.Name, member.Value);
            }
        }

        return checks;
    }

    private static Check CheckOf(JsonForm form, string field, JsonElement value)
    {
        var (answer, note) = (value, (string?)null);
        if (value.ValueKind == JsonValueKind.Object)
        {
            var inner = new JsonForm(value);
            (answer, note) = (inner.Field("answer") ?? default, inner.Scalar("note"));
            if (inner.Errors.Count > 0)
            {
                form.Add(field, "Give the note as a readable text");
            }
        }

        var text = answer.ValueKind == JsonValueKind.String ? JsonForm.TextOf(answer) : null;
        if (Terms.Parse<CheckAnswer>(text) is not { } given)
        {
            form.Add(field, $"Answer {JsonForm.Names<CheckAnswer>()}, or an object with answer and note");
            return new Check(CheckAnswer.Unknown);
        }

        return new Check(given, note);
    }

    // A day is its first instant.
    private static DateTimeOffset? UntilOf(JsonForm form) =>
        form.Field("until") is { ValueKind: JsonValueKind.String } field
        && JsonForm.TextOf(field) is { Length: 10 } day
        && ApiInstant.TryRead(day + "T00:00:00Z", out var midnight)
            ? midnight
            : form.Instant("until");
}
