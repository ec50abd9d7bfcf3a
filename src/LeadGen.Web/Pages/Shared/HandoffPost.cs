using System.Globalization;
using System.Security.Claims;
using LeadGen.Domain;
using LeadGen.Domain.Handoffs;
using LeadGen.Web.Access;
using LeadGen.Web.Handoffs;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace LeadGen.Web.Pages.Shared;

/// <summary>An action that was posted by one of the forms of <c>_HandoffActions</c>. The fields of a form begin with its verb.</summary>
public sealed record HandoffPost(HandoffVerb Verb, HandoffAction Action)
{
    /// <summary>Null where it is no such post.</summary>
    public static HandoffPost? Read(IFormCollection form, ClaimsPrincipal person)
    {
        if (
            Terms.Parse<HandoffVerb>(form["verb"]) is not { } verb
            || !Guid.TryParse(form["handoff"], out var id)
            || !int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        )
        {
            return null;
        }

        return new HandoffPost(
            verb,
            new HandoffAction(
                id,
                version,
                person.StaffName() ?? "",
                person.StaffId(),
                form[Field(verb, "reason")],
                form[Field(verb, "note")],
                Checklist(form),
                Until(form[Field(verb, "until")])
            )
            {
                ActorId = person.StaffId(),
                StaffId = person.StaffId(),
                IsManager = person.May(Policies.Managers),
            }
        );
    }

    /// <summary>An action of somebody who is signed in, without fields yet.</summary>
    public static HandoffAction ActionBy(ClaimsPrincipal person, Guid handoff, int version) =>
        new(handoff, version, person.StaffName() ?? "", person.StaffId())
        {
            ActorId = person.StaffId(),
            StaffId = person.StaffId(),
            IsManager = person.May(Policies.Managers),
        };

    /// <summary>Which hand-off a form is about, and who sends it: for undo, and for giving it to somebody else.</summary>
    public static HandoffAction? ReadTarget(IFormCollection form, ClaimsPrincipal person) =>
        Guid.TryParse(form["handoff"], out var id)
        && int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new HandoffAction(id, version, person.StaffName() ?? "")
            {
                ActorId = person.StaffId(),
                StaffId = person.StaffId(),
            }
            : null;

    public static string Field(HandoffVerb verb, string name) => $"{Terms.Of(verb)}.{name}";

    /// <summary>Puts what was typed, and what is wrong with it, to the fields.</summary>
    public void Refuse(ModelStateDictionary state, IFormCollection form, HandoffResult.Invalid invalid)
    {
        foreach (var (field, typed) in form)
        {
            state.SetModelValue(field, typed.ToString(), typed.ToString());
        }

        foreach (var (field, message) in invalid.Errors)
        {
            state.AddModelError(Field(Verb, field.Replace("checklist.", "", StringComparison.Ordinal)), message);
        }
    }

    /// <summary>What the next page says of it.</summary>
    public static void Tell(ITempDataDictionary flash, HandoffVerb verb, HandoffResult result, string name)
    {
        switch (result)
        {
            case HandoffResult.Done { Handoff: var handoff }:
                flash["Flash"] = Done(verb, handoff, name);
                flash["FlashUndo"] = string.Create(CultureInfo.InvariantCulture, $"{handoff.Id} {handoff.Version}");
                break;
            case HandoffResult.MovedOn moved:
                (flash["Flash"], flash["FlashKind"]) = ($"{name}: {moved.Message}", "warning");
                break;
            case HandoffResult.NotAllowed refused:
                (flash["Flash"], flash["FlashKind"]) = (refused.Message, "danger");
                break;
        }
    }

    /// <summary>What the next page says of a hand-off that was given to somebody else.</summary>
    public static void TellReassigned(ITempDataDictionary flash, HandoffResult result)
    {
        switch (result)
        {
            case HandoffResult.Done { Handoff.OwnerId: null }:
                flash["Flash"] = "Anybody of the team may take it now.";
                break;
            case HandoffResult.Done:
                flash["Flash"] = "Given to them, and they are told.";
                break;
            case HandoffResult.MovedOn moved:
                (flash["Flash"], flash["FlashKind"]) = ($"Nothing was changed. {moved.Message}", "warning");
                break;
            case HandoffResult.Invalid invalid:
                (flash["Flash"], flash["FlashKind"]) = (
                    $"Nothing was changed. {string.Join(" ", invalid.Errors.Values)}.",
                    "warning"
                );
                break;
        }
    }

    /// <summary>What the next page says of an undo.</summary>
    public static void TellUndone(ITempDataDictionary flash, HandoffResult result)
    {
        switch (result)
        {
            case HandoffResult.Done { Handoff: var handoff }:
                flash["Flash"] = $"Undone: it is {Terms.Of(handoff.State)} as before.";
                break;
            case HandoffResult.MovedOn moved:
                (flash["Flash"], flash["FlashKind"]) = ($"Not undone. {moved.Message}", "warning");
                break;
        }
    }

    private static string Done(HandoffVerb verb, Handoff handoff, string name) =>
        verb switch
        {
            HandoffVerb.Accept => $"{name} is yours. Start by {Words.Exact(handoff.StartDue ?? handoff.AcceptDue)}.",
            HandoffVerb.Start => $"You started on {name}.",
            HandoffVerb.Qualify => $"{name} is confirmed as sales-qualified.",
            HandoffVerb.Recycle => $"{name} is back with marketing.",
            HandoffVerb.Reject => $"{name} is rejected; that counts against the scoring model.",
            HandoffVerb.Disqualify => $"{name} is out.",
        };

    private static Dictionary<string, Check> Checklist(IFormCollection form) =>
        Domain
            .Handoffs.Checklist.Keys.Select(key => (key, Answer: Terms.Parse<CheckAnswer>(form[$"qualify.{key}"])))
            .Where(check => check.Answer is not null)
            .ToDictionary(check => check.key, check => new Check(check.Answer!.Value));

    /// <summary>What is no day is an instant long past, which is refused with what to do.</summary>
    private static DateTimeOffset? Until(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var day
        )
            ? day
        : DateTimeOffset.MinValue;
}
