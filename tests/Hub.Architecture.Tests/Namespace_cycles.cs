using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hub.Architecture.Tests;

/// <summary>Inside a project the namespaces form layers: none knows itself by way of another.</summary>
public sealed class Namespace_cycles
{
    public static TheoryData<string> Projects => [.. Repository.Projects("functions")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_namespace_knows_itself_by_way_of_another(string project)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, project + ".dll"));
        Assert.Equal("", string.Join('\n', Cycles(Arrows(module))));
    }

    [Fact]
    public void A_cycle_would_be_seen()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Namespace_cycles).Assembly.Location);
        Assert.NotEmpty(Cycles(Arrows(module)));
    }

    // What uses what, with one example of each arrow: enough to find it.
    private static Dictionary<string, Dictionary<string, string>> Arrows(ModuleDefinition module)
    {
        var arrows = new Dictionary<string, Dictionary<string, string>>();
        foreach (var type in module.GetAllTypes())
        {
            var from = Outermost(type);
            foreach (var used in Used(type))
            {
                var to = Outermost(used);
                if (to.Scope != module && to.Module?.Assembly?.Name.Name != module.Assembly.Name.Name) continue;
                if (to.Scope is AssemblyNameReference || to.Namespace.Length == 0 || from.Namespace.Length == 0 || to.Namespace == from.Namespace) continue;
                if (!arrows.TryGetValue(from.Namespace, out var targets)) arrows[from.Namespace] = targets = [];
                targets.TryAdd(to.Namespace, $"{from.Name} uses {to.Name}");
            }
        }
        return arrows;
    }

    private static IEnumerable<string> Cycles(Dictionary<string, Dictionary<string, string>> arrows)
    {
        foreach (var (from, targets) in arrows)
            foreach (var (to, example) in targets)
                if (Reaches(arrows, to, from)) yield return $"{from} -> {to}: {example}";
    }

    private static bool Reaches(Dictionary<string, Dictionary<string, string>> arrows, string from, string to)
    {
        var seen = new HashSet<string>();
        var next = new Queue<string>([from]);
        while (next.TryDequeue(out var at))
        {
            if (at == to) return true;
            if (seen.Add(at) && arrows.TryGetValue(at, out var targets))
                foreach (var target in targets.Keys) next.Enqueue(target);
        }
        return false;
    }

    private static IEnumerable<TypeReference> Used(TypeDefinition type) => Direct(type).OfType<TypeReference>().SelectMany(Parts);

    private static IEnumerable<TypeReference?> Direct(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var i in type.Interfaces) yield return i.InterfaceType;
        foreach (var a in Attributes(type)) yield return a;
        foreach (var field in type.Fields)
        {
            yield return field.FieldType;
            foreach (var a in Attributes(field)) yield return a;
        }
        foreach (var property in type.Properties)
            foreach (var a in Attributes(property)) yield return a;
        foreach (var method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (var p in method.Parameters) yield return p.ParameterType;
            foreach (var p in method.GenericParameters)
                foreach (var c in p.Constraints) yield return c.ConstraintType;
            if (!method.HasBody) continue;
            foreach (var v in method.Body.Variables) yield return v.VariableType;
            foreach (var h in method.Body.ExceptionHandlers) yield return h.CatchType;
            foreach (var instruction in method.Body.Instructions)
                foreach (var used in Operand(instruction)) yield return used;
        }
    }

    private static IEnumerable<TypeReference?> Operand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference t => [t],
        GenericInstanceMethod m => [m.DeclaringType, m.ReturnType, .. m.GenericArguments],
        MethodReference m => [m.DeclaringType, m.ReturnType, .. m.Parameters.Select(p => p.ParameterType)],
        FieldReference f => [f.DeclaringType, f.FieldType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider of) => of.CustomAttributes.Select(a => a.AttributeType);

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType g => [g.ElementType, .. g.GenericArguments.SelectMany(Parts)],
        TypeSpecification s => Parts(s.ElementType),
        GenericParameter => [],
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }
}
