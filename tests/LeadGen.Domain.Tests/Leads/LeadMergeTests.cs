using CsCheck;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using static LeadGen.Domain.Tests.LeadData;

namespace LeadGen.Domain.Tests.Leads;

public sealed class LeadMergeTests
{
    private const int Cases = 500;

    private static readonly string[] Keys = ["first_name", "phone", "company", "employees"];

    private static readonly Gen<FactAnswers> AnyAnswers = Gen.Select(
        Gen.Int[0, 3].Select(one => Keys[one]),
        Gen.Int[0, 2].Select(one => "abc"[one].ToString()),
        Gen.Enum<FactOrigin>(),
        Gen.Int[0, 6],
        (key, value, origin, day) =>
            new FactAnswers(
                new Dictionary<string, string?> { [key] = value },
                origin,
                Now.AddDays(day),
                Now.AddDays(day)
            )
    );

    private static readonly Gen<Lead> AnyLead = Gen.Select(
        AnyAnswers.Array[0, 6],
        Gen.Enum<Stage>(),
        Gen.Int[0, 3],
        Gen.Int[0, 5].Array[0, 3],
        Gen.Bool,
        (answers, stage, age, touches, owned) =>
        {
            var lead = At(stage, Now.AddDays(-age));
            foreach (var one in answers.OrderBy(one => one.RecordedAt))
            {
                lead.Learn(one);
            }

            foreach (var day in touches)
            {
                lead.Touched(new Touch(Now.AddDays(day), Channel.Form, new Source("s" + day), "/" + day));
            }

            lead.Belongs(owned ? Guid.CreateVersion7(Now) : null, Now);
            lead.WorksFor(owned ? null : Guid.CreateVersion7(Now), Now);
            return lead;
        }
    );

    [Fact]
    public void Merging_and_taking_it_back_in_any_order_leaves_all_as_they_were() =>
        Gen.Select(AnyLead.Array[2, 5], Gen.Int[0, 1000])
            .Sample(
                (leads, seed) =>
                {
                    var before = leads.Select(Look).ToList();
                    var (survivor, others) = (leads[0], leads[1..]);
                    var merged = new List<Lead>();
                    foreach (var other in others)
                    {
                        merged.Add(other);
                        survivor.TakeIn(other, merged, Now);
                    }

                    foreach (var other in Shuffled(others, seed))
                    {
                        merged.Remove(other);
                        survivor.LetGo(other, merged, [], keepsEmail: true, Now);
                    }

                    Assert.Equal(before, leads.Select(Look));
                    Assert.All(leads, lead => Assert.Null(lead.Own));
                },
                iter: Cases
            );

    [Fact]
    public void In_which_order_leads_are_merged_makes_no_difference() =>
        Gen.Select(AnyLead.Array[3, 5], Gen.Int[0, 1000])
            .Sample(
                (leads, seed) =>
                {
                    var survivor = leads[0];
                    Assert.Equal(Merged(leads[1..]), Merged([.. Shuffled(leads[1..], seed)]));

                    string Merged(Lead[] others)
                    {
                        var merged = new List<Lead>();
                        foreach (var other in others)
                        {
                            merged.Add(other);
                            survivor.TakeIn(other, merged, Now);
                        }

                        var look = Look(survivor);
                        while (merged.Count > 0)
                        {
                            var last = merged[^1];
                            merged.Remove(last);
                            survivor.LetGo(last, merged, [], keepsEmail: true, Now);
                        }

                        return look;
                    }
                },
                iter: Cases
            );

    [Fact]
    public void Whichever_of_two_survives_the_same_is_known_of_the_person() =>
        Gen.Select(AnyLead, AnyLead)
            .Sample(
                (one, other) =>
                {
                    one.TakeIn(other, [other], Now);
                    var (facts, stage, first, last) = (Told(one.Facts), one.Stage, one.FirstTouch, one.LastTouch);
                    one.LetGo(other, [], [], keepsEmail: true, Now);
                    other.TakeIn(one, [one], Now);
                    Assert.Equal(
                        (facts, stage, first, last),
                        (Told(other.Facts), other.Stage, other.FirstTouch, other.LastTouch)
                    );
                },
                iter: Cases
            );

    [Fact]
    public void What_comes_while_they_are_one_stays_with_the_lead_that_it_came_to() =>
        Gen.Select(AnyLead, AnyLead, AnyAnswers.Array[0, 5], AnyAnswers.Array[0, 5])
            .Sample(
                (survivor, other, toSurvivor, toOther) =>
                {
                    var (alone, otherAlone) = (Copy(survivor), Copy(other));
                    survivor.TakeIn(other, [other], Now);
                    foreach (
                        var (lead, twin, answers) in new[]
                        {
                            (survivor, alone, toSurvivor),
                            (other, otherAlone, toOther),
                        }
                    )
                    {
                        foreach (var one in answers)
                        {
                            var later = one with { EffectiveAt = Now.AddDays(9), RecordedAt = Now.AddDays(9) };
                            lead.Learn(later);
                            twin.Learn(later);
                        }
                    }

                    survivor.Know([other], Now);
                    Assert.Equal(Told(Fact.Join(alone.Facts, otherAlone.Facts)), Told(survivor.Facts));
                    survivor.LetGo(other, [], [], keepsEmail: true, Now);
                    Assert.Equal(
                        (Told(alone.Facts), Told(otherAlone.Facts)),
                        (Told(survivor.Facts), Told(other.Facts))
                    );
                },
                iter: Cases
            );

    [Fact]
    public void Where_sales_has_moved_the_survivor_since_it_stays_there()
    {
        var (survivor, other) = (At(Stage.Lead), At(Stage.Mql));
        survivor.TakeIn(other, [other], Now);
        Assert.Equal(Stage.Mql, survivor.Stage);
        survivor.MoveTo(Stage.Sql, MoveTrigger.Confirmed, new MoveContext(Now, MoveCause.Person, "Mina"));

        survivor.LetGo(other, [], [], keepsEmail: true, Now);

        Assert.Equal((Stage.Sql, Stage.Mql), (survivor.Stage, other.Stage));
    }

    [Fact]
    public void A_decision_about_the_survivor_is_not_undone_by_the_next_merge()
    {
        var (survivor, first, second) = (At(Stage.Lead), At(Stage.Mql), At(Stage.Lead));
        survivor.TakeIn(first, [first], Now);
        survivor.MoveTo(Stage.Recycled, MoveTrigger.Recycled, new MoveContext(Now, MoveCause.Person, "Mina"));

        survivor.TakeIn(second, [first, second], Now);

        Assert.Equal((Stage.Recycled, Now), (survivor.Stage, survivor.CountsAfter));
    }

    [Fact]
    public void A_lead_is_not_merged_with_itself_nor_twice_nor_in_a_circle()
    {
        var (one, other, third) = (At(Stage.Lead), At(Stage.Lead), At(Stage.Lead));
        Assert.Throws<DomainException>(() => one.TakeIn(one, [], Now));
        one.TakeIn(other, [other], Now);
        Assert.Throws<DomainException>(() => third.TakeIn(other, [other], Now));
        Assert.Throws<DomainException>(() => other.TakeIn(one, [one], Now));
        Assert.Throws<DomainException>(() => one.LetGo(third, [other], [], keepsEmail: true, Now));
    }

    [Fact]
    public void The_channel_is_that_of_the_lead_that_was_there_first()
    {
        var (survivor, older) = (
            At(Stage.Lead, Now),
            Lead.Capture(Guid.CreateVersion7(Now), Email(), Channel.Chat, null, Now.AddDays(-9))
        );
        survivor.TakeIn(older, [older], Now);
        Assert.Equal(Channel.Chat, survivor.Channel);
        survivor.LetGo(older, [], [], keepsEmail: true, Now);
        Assert.Equal(Channel.Form, survivor.Channel);
    }

    [Fact]
    public void An_address_that_leaves_with_the_other_is_not_written_to_any_more()
    {
        var (survivor, other) = (At(Stage.Lead), At(Stage.Lead));
        var own = survivor.Email;
        survivor.TakeIn(other, [other], Now);
        survivor.CalledBy(EmailAddress.Parse(other.Email), isOwn: false, Now);
        survivor.LetGo(other, [], [], keepsEmail: false, Now);
        Assert.Equal(own, survivor.Email);
    }

    [Fact]
    public void Facts_as_of_an_instant_weigh_what_each_lead_knew_by_then()
    {
        var (one, other) = (Guid.CreateVersion7(Now), Guid.CreateVersion7(Now));
        FactChange[] changes =
        [
            Change(one, FactOrigin.Staff, 1, "phone", "1"),
            Change(other, FactOrigin.Person, 2, "phone", "2"),
            Change(other, FactOrigin.Person, 2, "company", "B"),
            Change(one, FactOrigin.Person, 3, "company", "A"),
            Change(one, FactOrigin.Staff, 4, "phone", null),
        ];

        Assert.Equal("phone=1", Facts(1));
        Assert.Equal("company=B phone=1", Facts(2));
        Assert.Equal("company=A phone=1", Facts(3));
        Assert.Equal("company=A phone=2", Facts(4));

        string Facts(int day) =>
            string.Join(
                ' ',
                FactChange
                    .AsOf(changes, Now.AddDays(day))
                    .OrderBy(fact => fact.Key)
                    .Select(fact => $"{fact.Key}={fact.Value}")
            );
    }

    private static FactChange Change(Guid lead, FactOrigin origin, int day, string fact, string? value) =>
        new()
        {
            Id = Guid.CreateVersion7(Now.AddDays(day)),
            LeadId = lead,
            Origin = origin,
            EffectiveAt = Now.AddDays(day),
            RecordedAt = Now.AddDays(day),
            Values = new Dictionary<string, string?> { [fact] = value },
        };

    private static int _number;

    private static EmailAddress Email() => EmailAddress.Parse($"ada{Interlocked.Increment(ref _number)}@example.com");

    private static Lead At(Stage stage, DateTimeOffset? created = null)
    {
        var lead = Lead.Capture(Guid.CreateVersion7(Now), Email(), Channel.Form, null, created ?? Now);
        if (stage is not Stage.Lead)
        {
            lead.MoveTo(
                stage,
                Enum.GetValues<MoveTrigger>().First(trigger => StageRules.Allows(Stage.Lead, stage, trigger)),
                new MoveContext(Now, MoveCause.Person)
            );
        }

        return lead;
    }

    private static Lead Copy(Lead lead)
    {
        var copy = Lead.Capture(lead.Id, EmailAddress.Parse(lead.Email), lead.Channel, lead.AccountId, lead.CreatedAt);
        foreach (var (key, fact) in lead.Facts)
        {
            copy.Learn(new(new Dictionary<string, string?> { [key] = fact.Value }, fact.Origin, fact.At, fact.At));
        }

        return copy;
    }

    private static Lead[] Shuffled(Lead[] leads, int seed)
    {
        var order = leads.ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }

    private static string Look(Lead lead) =>
        string.Join(
            '\n',
            lead.Id,
            lead.Email,
            lead.Stage,
            lead.Channel,
            lead.AccountId,
            lead.OwnerId,
            lead.CountsAfter,
            lead.CustomerSince,
            lead.FirstTouch,
            lead.LastTouch,
            lead.MergedInto,
            Told(lead.Facts)
        );

    private static string Told(IReadOnlyDictionary<string, Fact> facts) =>
        string.Join(", ", facts.OrderBy(fact => fact.Key));
}
