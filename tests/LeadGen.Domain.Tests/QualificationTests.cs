using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests;

public sealed class QualificationTests
{
    /// <summary>A webinar gives 60 of 100 points and the country 10; three product events within 30 days make a PQL.</summary>
    private static readonly ScoringModel Model = new()
    {
        Name = "Test",
        MqlThreshold = 100,
        Fit = [new("country", "Country known", "country", FactOperator.IsKnown, [], 10)],
        Engagement = [new("webinar", "Webinar attended", TouchpointKinds.WebinarAttended, 60)],
        Product = [new("active", "Uses it", [TouchpointKinds.ProductEvent], 3, 30)],
    };

    private static readonly Touchpoint Webinar = Touch(TouchpointKinds.WebinarAttended);
    private static readonly Touchpoint Demo = Touch(TouchpointKinds.FormSubmitted, properties: ("intent", "demo"));

    [Fact]
    public void A_lead_whose_score_reaches_the_threshold_becomes_an_mql_and_is_handed_over_with_the_evidence()
    {
        var lead = NewLead();
        var verdict = Evaluate(lead, [Webinar, Touch(TouchpointKinds.WebinarAttended)]);

        Assert.Equal((120, true, false), (verdict.Score.Total, verdict.Qualifies, verdict.Ready));
        var (move, opened) = (verdict.Move!, verdict.Opened!);
        Assert.Equal((Stage.Lead, Stage.Mql, MoveTrigger.Score), (move.From, move.To, move.Trigger));
        Assert.Equal((MoveCause.Touchpoint, 120, 7), (move.Cause, move.Score, move.ModelVersion));
        Assert.Equal((opened.Id, Stage.Mql), (move.HandoffId, lead.Stage));
        Assert.Equal(
            (QualificationKind.Mql, HandoffState.Open, Now.AddHours(24)),
            (opened.Kind, opened.State, opened.Due)
        );
        Assert.Equal("Score 120; Webinar attended 2×", opened.Dossier.Why);
        Assert.Equal(
            (120, 7, 2),
            (opened.Dossier.Score, opened.Dossier.ModelVersion, opened.Dossier.Touchpoints.Count)
        );
    }

    [Fact]
    public void One_who_does_not_reach_it_stays_and_is_not_ready()
    {
        var lead = NewLead();
        var verdict = Evaluate(lead, [Webinar]);
        Assert.Equal(
            (60, false, false, null, null),
            (verdict.Score.Total, verdict.Qualifies, verdict.Ready, verdict.Move, verdict.Opened)
        );
        Assert.Equal(Stage.Lead, lead.Stage);
    }

    [Theory]
    [InlineData("intent", "demo", "Asked for a demo")]
    [InlineData("intent", "quote", "Asked for a quote")]
    [InlineData("intent", "inquiry", "Asked to talk to sales")]
    [InlineData("next_step", "contact", "Asked to be contacted")]
    [InlineData("next_step", "question", "Asked a question")]
    public void Whoever_asks_for_sales_goes_there_whatever_the_score(string property, string value, string why)
    {
        foreach (var from in new[] { Stage.Lead, Stage.Recycled })
        {
            var lead = LeadAt(from);
            var asked = Touch(
                TouchpointKinds.FormSubmitted,
                properties: [(property, value), ("question", "Does it rust?")]
            );

            var verdict = Evaluate(lead, [asked]);

            Assert.Equal(
                (Stage.Sql, MoveTrigger.HandRaise, QualificationKind.Sql),
                (lead.Stage, verdict.Move!.Trigger, verdict.Opened!.Kind)
            );
            Assert.Equal((why, "Does it rust?"), (verdict.Opened.Dossier.Why, verdict.Opened.Dossier.Question));
        }
    }

    [Theory]
    [InlineData("intent", "content")]
    [InlineData("intent", "trial")]
    [InlineData("next_step", "content")]
    public void A_form_for_content_asks_for_nobody(string property, string value) =>
        Assert.Null(Evaluate(NewLead(), [Touch(TouchpointKinds.FormSubmitted, properties: (property, value))]).Move);

    [Fact]
    public void A_machine_asks_for_nobody() => Assert.Null(Evaluate(NewLead(), [Demo with { Machine = true }]).Move);

    [Fact]
    public void What_was_asked_opens_the_sentence_and_is_not_said_twice()
    {
        var model = Model with
        {
            Engagement = [.. Model.Engagement, new("form", "Demo form", TouchpointKinds.FormSubmitted, 50)],
        };
        var verdict = Evaluate(NewLead(), [Webinar, Demo], model: model, facts: ("country", "DE"));
        Assert.Equal("Asked for a demo; Webinar attended; Country known", verdict.Opened!.Dossier.Why);
    }

    [Fact]
    public void Use_of_the_product_makes_a_pql_and_is_stronger_than_the_score()
    {
        var lead = NewLead();
        var verdict = Evaluate(lead, [Webinar, Webinar with { Id = Guid.CreateVersion7(Now) }, .. ProductEvents(3)]);
        Assert.Equal((Stage.Pql, QualificationKind.Pql), (lead.Stage, verdict.Opened!.Kind));
        Assert.Null(Evaluate(NewLead(), [.. ProductEvents(2)]).Move);
    }

    [Fact]
    public void Why_a_pql_is_there_names_the_rule_and_what_was_done()
    {
        Touchpoint[] used =
        [
            Touch(TouchpointKinds.ProductEvent, 1, ("name", "report_opened")),
            Touch(TouchpointKinds.ProductEvent, 2, ("name", "report_opened")),
            Touch(TouchpointKinds.ProductEvent, 3, ("name", "invite_sent")),
            Touch(TouchpointKinds.ProductEvent, 31, ("name", "too_old")),
        ];
        Assert.Equal(
            "Uses it: report_opened 2×, invite_sent",
            Evaluate(NewLead(), used, [SignalOf(used[0])]).Opened!.Dossier.Why
        );
    }

    [Theory]
    [InlineData(TouchpointKinds.ChatMessage, "in a chat")]
    [InlineData(TouchpointKinds.PhoneCall, "on the phone")]
    [InlineData(TouchpointKinds.Meeting, "in a meeting")]
    public void Intent_that_was_stated_makes_a_cql(string kind, string where)
    {
        var said = Touch(kind, properties: [("intent", "stated"), ("summary", "Wants ten")]);
        foreach (var from in new[] { Stage.Lead, Stage.Mql, Stage.Pql, Stage.Recycled })
        {
            var lead = LeadAt(from);
            var verdict = Evaluate(lead, [said]);
            Assert.Equal(
                (Stage.Cql, MoveTrigger.Conversation, QualificationKind.Cql),
                (lead.Stage, verdict.Move!.Trigger, verdict.Opened!.Kind)
            );
            Assert.Equal(
                ("Stated intent " + where, "Wants ten"),
                (verdict.Opened.Dossier.Why, verdict.Opened.Dossier.Question)
            );
        }

        Assert.Null(Evaluate(NewLead(), [Touch(kind, properties: ("intent", "none"))]).Move);
        Assert.Null(Evaluate(NewLead(), [said with { Machine = true }]).Move);
        Assert.Null(Evaluate(NewLead(), [Touch(TouchpointKinds.PageView, properties: ("intent", "stated"))]).Move);
    }

    [Fact]
    public void What_was_said_before_a_recycle_and_is_told_after_it_moves_nobody()
    {
        var lead = LeadAt(Stage.Mql);
        lead.MoveTo(Stage.Recycled, MoveTrigger.Recycled, new MoveContext(Now.AddDays(-5), MoveCause.Person));
        Assert.Null(Evaluate(lead, [Touch(TouchpointKinds.PhoneCall, 6, ("intent", "stated"))]).Move);
        Assert.Null(Evaluate(lead, [Demo with { OccurredAt = Now.AddDays(-6) }]).Move);
        Assert.NotNull(Evaluate(lead, [Touch(TouchpointKinds.PhoneCall, 4, ("intent", "stated"))]).Move);
    }

    [Theory]
    [InlineData(Stage.Lead, true)]
    [InlineData(Stage.Customer, true)]
    [InlineData(Stage.Recycled, true)]
    [InlineData(Stage.Sql, false)]
    [InlineData(Stage.Opportunity, false)]
    public void Service_hands_over_whom_it_may_move_and_whom_it_may_not(Stage from, bool moves)
    {
        var lead = LeadAt(from);
        var verdict = Evaluate(lead, [Told("urgent")]);
        Assert.Equal(QualificationKind.ServiceQualified, verdict.Opened!.Kind);
        Assert.Equal(
            (moves ? Stage.ServiceQualified : from, moves),
            (lead.Stage, verdict.Move is { Trigger: MoveTrigger.ServiceRequest })
        );
        Assert.Equal("Told service they want more, urgent", verdict.Opened.Dossier.Why);
    }

    [Fact]
    public void Service_hands_over_nobody_who_is_disqualified() =>
        Assert.Null(Evaluate(LeadAt(Stage.Disqualified), [Told("urgent")]).Opened);

    [Fact]
    public void What_is_stronger_but_not_open_to_the_lead_does_not_stand_in_the_way()
    {
        var lead = LeadAt(Stage.Customer);
        var verdict = Evaluate(lead, [Demo, Told("normal")]);
        Assert.Equal(
            (Stage.ServiceQualified, "Told service they want more"),
            (lead.Stage, verdict.Opened!.Dossier.Why)
        );
        Assert.Contains("asked for sales again", verdict.Opened.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void While_as_strong_a_hand_off_is_open_service_adds_a_note_with_the_hurry()
    {
        var open = NewHandoff(QualificationKind.ServiceQualified);
        var verdict = Evaluate(LeadAt(Stage.ServiceQualified), [Told("high")], open: open);
        Assert.Equal((null, null), (verdict.Move, verdict.Opened));
        Assert.EndsWith("told service they want more, this week. Two lines", open.Note, StringComparison.Ordinal);
    }

    private static Touchpoint Told(string urgency) =>
        Touch(TouchpointKinds.ServiceRequest, properties: [("question", "Two lines"), ("urgency", urgency)]);

    [Fact]
    public void What_floods_nobody_leaves_the_lead_ready_until_a_marketer_releases_it()
    {
        var lead = NewLead();
        Touchpoint[] touchpoints = [Webinar, Touch(TouchpointKinds.WebinarAttended)];
        var quiet = Evaluate(lead, touchpoints, [new Signal(MoveCause.ModelPublished, Moves: false)]);
        Assert.Equal((true, null, Stage.Lead), (quiet.Ready, quiet.Move, lead.Stage));

        var released = Evaluate(lead, touchpoints, [new Signal(MoveCause.Released, Moves: true, Actor: "Mia")]);
        Assert.Equal((false, MoveCause.Released, "Mia"), (released.Ready, released.Move!.Cause, released.Move.Actor));
        Assert.Equal(Stage.Mql, lead.Stage);
    }

    [Fact]
    public void What_happened_more_than_30_days_before_it_was_told_moves_nobody_but_makes_ready()
    {
        var old = Touch(TouchpointKinds.WebinarAttended, daysAgo: 30.1);
        var edge = Touch(TouchpointKinds.WebinarAttended, daysAgo: 30);

        var stale = Evaluate(NewLead(), [old, edge], [SignalOf(old)]);
        Assert.Equal((true, null), (stale.Ready, stale.Move));
        Assert.NotNull(Evaluate(NewLead(), [old, edge], [SignalOf(edge)]).Move);
        Assert.Null(Evaluate(NewLead(), [Demo with { OccurredAt = Now.AddDays(-31) }]).Move);
    }

    [Fact]
    public void After_a_recycle_only_what_follows_counts_though_the_whole_score_is_shown()
    {
        var lead = LeadAt(Stage.Mql);
        lead.MoveTo(Stage.Recycled, MoveTrigger.Recycled, new MoveContext(Now.AddDays(-5), MoveCause.Person));
        Touchpoint[] before =
        [
            Touch(TouchpointKinds.WebinarAttended, daysAgo: 6),
            Touch(TouchpointKinds.WebinarAttended, daysAgo: 5),
        ];

        var verdict = Evaluate(lead, [.. before, Webinar]);
        Assert.Equal(
            (180, 60, false, false),
            (verdict.Score.Total, verdict.Qualifying.Total, verdict.Qualifies, verdict.Ready)
        );
        Assert.Equal(Stage.Recycled, lead.Stage);

        var again = Evaluate(lead, [.. before, Webinar, Touch(TouchpointKinds.WebinarAttended)]);
        Assert.Equal((120, Stage.Mql), (again.Qualifying.Total, lead.Stage));
    }

    [Fact]
    public void A_stronger_qualification_takes_the_place_of_an_open_hand_off_and_keeps_its_owner()
    {
        var (lead, owner) = (LeadAt(Stage.Mql), Guid.CreateVersion7(Now));
        var open = NewHandoff(at: Now.AddHours(-20));
        open.Accept(owner, "Mina", ServiceLevel.Default, Now.AddHours(-19));

        var verdict = Evaluate(lead, [Demo], open: open);

        Assert.Equal(HandoffState.Superseded, open.State);
        Assert.Equal(
            (HandoffState.Accepted, owner, Now.AddHours(24)),
            (verdict.Opened!.State, verdict.Opened.OwnerId, verdict.Opened.Due)
        );
        Assert.Equal((Stage.Mql, Stage.Sql), (verdict.Move!.From, verdict.Move.To));
    }

    [Fact]
    public void An_equal_or_weaker_one_makes_no_move_and_asking_again_is_noted()
    {
        var lead = LeadAt(Stage.Sql);
        var open = NewHandoff(QualificationKind.Sql);
        var verdict = Evaluate(
            lead,
            [
                Webinar,
                Touch(TouchpointKinds.WebinarAttended),
                .. ProductEvents(3),
                Demo with
                {
                    Properties = new Dictionary<string, string>
                    {
                        ["intent"] = "quote",
                        ["question"] = "And in green?",
                    },
                },
            ],
            open: open
        );

        Assert.Equal((null, null, Stage.Sql), (verdict.Move, verdict.Opened, lead.Stage));
        Assert.Equal(HandoffState.Open, open.State);
        Assert.Contains("asked for sales again", open.Note, StringComparison.Ordinal);
        Assert.Contains("And in green?", open.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_looks_at_another_page_while_it_is_open_is_not_noted()
    {
        var open = NewHandoff();
        Evaluate(LeadAt(Stage.Mql), [Webinar, Touch(TouchpointKinds.WebinarAttended)], open: open);
        Assert.Equal((null, 1), (open.Note, open.Version));
    }

    [Theory]
    [InlineData(Stage.Sql)]
    [InlineData(Stage.Opportunity)]
    [InlineData(Stage.Customer)]
    [InlineData(Stage.Disqualified)]
    public void Where_there_is_no_such_move_nothing_moves_and_nobody_is_ready(Stage stage)
    {
        var lead = LeadAt(stage);
        var verdict = Evaluate(lead, [Webinar, Touch(TouchpointKinds.WebinarAttended), Demo]);
        Assert.Equal((null, null, false, stage), (verdict.Move, verdict.Opened, verdict.Ready, lead.Stage));
    }

    [Fact]
    public void Falling_below_the_threshold_takes_nothing_back()
    {
        var lead = LeadAt(Stage.Mql);
        var open = NewHandoff();
        var verdict = Evaluate(lead, [Webinar], open: open);
        Assert.Equal(
            (60, null, Stage.Mql, HandoffState.Open),
            (verdict.Score.Total, verdict.Move, lead.Stage, open.State)
        );
    }

    private static Verdict Evaluate(
        Lead lead,
        Touchpoint[] touchpoints,
        Signal[]? signals = null,
        Handoff? open = null,
        ScoringModel? model = null,
        params (string Name, string Value)[] facts
    ) =>
        Qualification.Evaluate(
            new Evaluation(
                lead,
                new LeadFacts(facts.ToDictionary(fact => fact.Name, fact => fact.Value)),
                touchpoints,
                model ?? Model,
                7,
                open,
                signals ?? [.. touchpoints.Select(SignalOf)],
                ServiceLevel.Default,
                Now
            )
        );

    private static Signal SignalOf(Touchpoint touchpoint) => new(MoveCause.Touchpoint, Moves: true, touchpoint.Id);

    private static IEnumerable<Touchpoint> ProductEvents(int count) =>
        Enumerable.Range(1, count).Select(day => Touch(TouchpointKinds.ProductEvent, day));

    private static Touchpoint Touch(string kind, double daysAgo = 0, params (string Name, string Value)[] properties) =>
        new()
        {
            Id = Guid.CreateVersion7(Now.AddDays(-daysAgo)),
            Kind = kind,
            OccurredAt = Now.AddDays(-daysAgo),
            RecordedAt = Now,
            Properties = properties.ToDictionary(property => property.Name, property => property.Value),
        };
}
