using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Handouts;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Operations;

namespace LeadGen.Web.Capture;

/// <summary>The rows that a form becomes.</summary>
internal sealed class ArrivedForm
{
    private readonly FilledForm _form;
    private readonly string _hash;

    private readonly string _path;
    private readonly Guid? _call;

    /// <summary>The touchpoint of the form itself, which the others and the score refer to.</summary>
    private readonly Guid _touchpointId;

    /// <summary>Of the yes to mail, which its confirmation refers to.</summary>
    private readonly Guid _consentId;

    private ArrivedForm(FilledForm form, string hash, DateTimeOffset now, DateTimeOffset takenAt, Guid id)
    {
        (_form, _hash, At, TakenAt, Id) = (form, hash, now, takenAt, id);
        (_path, _call) = ("/offers/" + form.Offer.Slug, form.Landing.Call);
        _touchpointId = Guid.CreateVersion7(now);
        _consentId = Guid.CreateVersion7(now);
    }

    /// <summary>Of the submission.</summary>
    public Guid Id { get; }

    /// <summary>When it came.</summary>
    public DateTimeOffset At { get; }

    /// <summary>When it was taken: later than it came where it was held.</summary>
    public DateTimeOffset TakenAt { get; }
    public bool WasHeld { get; private init; }
    public Guid? VisitorId => _form.VisitorId;

    public LeadArrival Lead =>
        new(
            _form.Answers.Email,
            new FactAnswers(
                _form.Answers.Facts.ToDictionary(fact => fact.Key, fact => (string?)fact.Value),
                FactOrigin.Person,
                At,
                At,
                SubmissionId: Id
            ),
            Channel.Form,
            new Touch(At, Channel.Form, _form.Source, _form.Landing.SitePage ?? _path),
            At
        );

    /// <param name="hash">See <see cref="ContentHash"/>.</param>
    public static ArrivedForm Of(FilledForm form, string hash, DateTimeOffset now) =>
        new(form, hash, now, now, form.Key is { } key ? SubmissionKeys.IdOf(key, hash) : Guid.CreateVersion7(now));

    /// <summary>One that was held and is taken now.</summary>
    public static ArrivedForm OfHeld(FilledForm form, Submission held, DateTimeOffset now) =>
        new(form, held.ContentHash, held.ReceivedAt, now, held.Id) { WasHeld = true };

    /// <summary>What is kept of it while nothing follows from it.</summary>
    public HeldForm Held => KeptForm.Of(Id, _form);

    /// <param name="leadId">Null where it is held.</param>
    public Submission Submission(Guid? leadId) =>
        new()
        {
            Id = Id,
            LeadId = leadId,
            OfferId = _form.Offer.Id,
            ReceivedAt = At,
            Fields = _form.Fields,
            ContentHash = _hash,
            NoticeHash = _form.Privacy.Texts.NoticeHash,
            LandingPage = _form.Landing.Page,
            CallId = _call,
            VariantId = _form.Offer.VariantId,
            State = leadId is null ? SubmissionState.Quarantined : SubmissionState.Accepted,
            Spam = _form.Spam is { Signals.Count: > 0 } ? _form.Spam : null,
        };

    /// <summary>The form itself, first, and what it was the door to. A download counts when it is done.</summary>
    public IEnumerable<Touchpoint> Touchpoints(Guid leadId)
    {
        var (offer, answers) = (_form.Offer, _form.Answers);
        var properties = FormTouchpoint.Properties(offer.Intent, answers.NextStep, answers.Message, _call);
        var filled = FormTouchpoint.Of(leadId, properties, Channel.Form, _form.Source, At) with
        {
            Id = _touchpointId,
            SubmissionId = Id,
            VisitorId = _form.VisitorId,
            Offer = offer.Slug,
            Path = _path,
        };
        yield return filled;
        if (_form.Progress.EndsQuiz)
        {
            yield return FormTouchpoint.Quiz(filled, offer, answers);
        }

        var opened = offer.Kind switch
        {
            // Of a limited number who gets a seat is registered; see Pool.
            OfferKind.Webinar when !offer.Delivery.IsLimited() => TouchpointKinds.WebinarRegistered,
            OfferKind.FreeTrial => TouchpointKinds.TrialStarted,
            _ => null,
        };
        if (opened is not null)
        {
            yield return filled with
            {
                Id = Guid.CreateVersion7(At),
                Kind = opened,
                Properties = new Dictionary<string, string>(),
            };
        }
    }

    /// <summary>The yes where the box was ticked, and the no that the browser itself sends.</summary>
    public IEnumerable<Consent> Consents(Guid leadId)
    {
        if (Yes(leadId) is { } yes)
        {
            yield return yes;
        }

        if (_form.Privacy.RefusesTracking)
        {
            yield return Consent.Record(
                ConsentTexts.PrivacyControl,
                given: false,
                ConsentWays.PrivacyControl,
                At,
                leadId,
                Id
            ) with
            {
                IpPrefix = _form.Privacy.IpPrefix,
            };
        }
    }

    /// <summary>Asks the owner of the address whether the yes is theirs; null where nothing is to be confirmed.</summary>
    public OutgoingMail? Confirmation(Guid leadId, PersonTokens tokens) =>
        Yes(leadId) is { } yes ? _form.Privacy.Confirmation(yes, _form.Answers.Email, tokens, TakenAt) : null;

    private Consent? Yes(Guid leadId) =>
        _form.Answers.ConsentMarketing == true
            ? Consent.Record(_form.Privacy.Texts.Marketing, true, Terms.Of(Channel.Form), At, leadId, Id) with
            {
                Id = _consentId,
                IpPrefix = _form.Privacy.IpPrefix,
            }
            : null;

    /// <summary>Null where the offer keeps no list of who gets what.</summary>
    public Handout? Handout(Guid leadId) =>
        _form.Offer.KeepsList()
            ? new Handout
            {
                OfferId = _form.Offer.Id,
                LeadId = leadId,
                SubmissionId = Id,
                AskedAt = At,
                GivenAt = _form.Offer.Delivery.IsLimited() ? null : At,
            }
            : null;

    /// <summary>
    /// What the offer hands over, once more by mail, as the page of thanks is soon closed; null where that is nothing. What there is a
    /// limited number of is mailed when it is given.
    /// </summary>
    /// <param name="held">What the person has of it already.</param>
    public OutgoingMail? Mail(Guid leadId, VisitorTokens tokens, PoolItem? held = null) =>
        _form.Offer.Delivery.IsLimited() && held is null
            ? null
            : OfferMail.Of(_form.Offer, Submission(leadId), tokens, TakenAt, held?.Code, wait: MailWaits);

    /// <summary>Until the other steps of the form have arrived.</summary>
    private TimeSpan MailWaits => _form.Progress.Next is null || WasHeld ? TimeSpan.Zero : StepCapture.MailWaits;

    public RescoreRequest Request(Guid leadId) => RescoreQueue.Request(leadId, MoveCause.Touchpoint, At, _touchpointId);
}
