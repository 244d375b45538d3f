import { describe, expect, it } from 'vitest';
import { readProduct } from '#subgraphs/catalog/domain/product-input.ts';
import { CATEGORIES } from './category-list.ts';
import { demoAttributes, demoCategories, demoProducts, toImport } from './demo-catalogue.ts';

const all = [...demoProducts()];
const skus = all.flatMap(({ variants }) => variants.map(({ sku }) => sku));

describe('the demo catalogue', () => {
  it('has at least 2,000 products, 5,000 SKUs and 40 categories with something in them', () => {
    expect(all.length).toBeGreaterThanOrEqual(2_000);
    expect(skus.length).toBeGreaterThanOrEqual(5_000);
    expect(new Set(all.map(({ category }) => category)).size).toBeGreaterThanOrEqual(40);
  });

  it('is the same every time, and another with another seed', () => {
    expect([...demoProducts()]).toEqual(all);
    expect([...demoProducts(7)]).not.toEqual(all);
  });

  it('gives every product a key, every variant an SKU and every title but once', () => {
    for (const values of [
      all.map(({ key }) => key),
      skus,
      all.map(({ title }) => title[0]),
      all.map(({ title }) => title[1]),
    ])
      expect(values.length - new Set(values).size).toBe(0);
  });

  it('puts products into leaves of the tree, and parents before children', () => {
    const seen = new Set<string>();
    for (const { slug, parent } of demoCategories()) {
      if (parent) expect(seen).toContain(parent);
      seen.add(slug);
    }
    const inner = new Set(CATEGORIES.flatMap(({ parent }) => parent ?? []));
    for (const { category } of all) {
      expect(seen).toContain(category);
      expect(inner).not.toContain(category);
    }
  });

  it('keeps the catalogue’s rules', () => {
    const minor = ({ amount }: { amount: string }) => Number(amount) * 100;
    const refused = all
      .map((product) => readProduct(toImport(product).product, minor))
      .filter((read) => '__typename' in read);
    expect(refused).toEqual([]);
  });

  it('describes mattresses in depth', () => {
    const mattresses = all.filter(({ category }) => category.endsWith('-mattresses'));
    expect(mattresses.length).toBeGreaterThanOrEqual(200);
    for (const { facts, variants } of mattresses) {
      const codes = facts.map(({ code }) => code);
      expect(codes).toEqual(expect.arrayContaining(['firmness', 'layers', 'height', 'warranty']));
      expect([...codes, ...variants.flatMap(({ options }) => options.map(({ code }) => code))]).toEqual(
        expect.arrayContaining(['cover', 'size']),
      );
    }
  });

  it('reduces some prices, never to more than before', () => {
    const variants = all.flatMap(({ variants }) => variants);
    const reduced = variants.filter(({ was }) => was !== undefined);
    expect(reduced.length / variants.length).toBeGreaterThan(0.1);
    for (const { price, was } of reduced) expect(was).toBeGreaterThan(price);
  });

  it('writes Russian in Cyrillic and English without it', () => {
    for (const { title, description } of all) {
      expect(title[0] + description[0]).toMatch(/[а-я]/);
      expect(title[1] + description[1]).not.toMatch(/[а-яё]/i);
      expect(description[0] + description[1]).not.toMatch(/undefined|\{|NaN/);
    }
    for (const { name, values } of demoAttributes())
      expect([name.en, ...values.map(({ label }) => label.en)].join()).not.toMatch(/[а-яё]/i);
  });
});
